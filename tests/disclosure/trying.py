"""The values that withheld cells can have, found by trying them all."""

import numpy as np


def candidates(problem, hidden):
    """By trying them all: the values that each sensitive cell has in some table that fits.

    Numbers of withheld cells are tried from their least to six above the true value; that is
    enough to find five where there are five.
    """
    low, high = problem.bounds(hidden)
    moving = np.flatnonzero(high > low)
    ranges = [range(int(low[i]), int(min(high[i], 5)) + 1) for i in moving]
    matrix = problem.matrix.toarray()[:, moving].astype(int)
    seen = {i: set() for i in np.flatnonzero(problem.sensitive).tolist()}
    place = {cell: at for at, cell in enumerate(moving.tolist())}
    # Cell by cell, giving up as soon as a sum with no cell left to fill is off. In plain numbers:
    # numpy is slow with so few.
    last = [max(np.flatnonzero(r), default=-1) for r in matrix]
    columns = [
        [(r, int(matrix[r, at])) for r in np.flatnonzero(matrix[:, at])] for at in place.values()
    ]
    full = [[r for r in range(len(last)) if last[r] == at] for at in place.values()]
    left = [0] * matrix.shape[0]
    table = [0] * len(moving)

    def fill(at):
        if at == len(moving):
            for i, found in seen.items():
                found.add(table[place[i]] if i in place else 0)
            return
        for value in ranges[at]:
            table[at] = value
            for r, sign in columns[at]:
                left[r] += sign * value
            if not any(left[r] for r in full[at]):
                fill(at + 1)
            for r, sign in columns[at]:
                left[r] -= sign * value

    fill(0)
    return {i: len(found) for i, found in seen.items()}
