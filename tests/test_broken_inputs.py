"""Inputs broken in one way each: one fault, which says where, what and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wres.ground.errors import InputError
from wres.reading.inputs import organisations_held, read_inputs

COUNTS, RATINGS, PLAN = "RXX/2023/counts.csv", "RXX/2023/ratings.csv", "RXX/2023/action_plan.csv"
REGISTER, BENCHMARKS, PEOPLE = "organisations.csv", "benchmarks.csv", "local_population.csv"
NARRATIVE = "RXX/2023/narrative/context.md"
SETTINGS, SUCCESSIONS = "RXX/settings.csv", "successions.csv"
LAST_YEAR = "RXX/2023/last_year.csv"

# In order, every one of them.
FILES = {
    REGISTER: """\
ods_code,name,short_name,kind,opened,closed,successor,example,source
RXX,Sample Trust,Sample,NHS trust,2022-07-01,,,yes,made up
ROL,Old Trust,Old,NHS trust,2015-04-01,2022-06-30,RXX,yes,made up
RAN,Another Trust,Another,NHS trust,2010-04-01,2019-03-31,,yes,made up
""",
    BENCHMARKS: """\
year,indicator,figure,staff_group,pay_band,ethnicity,organisation_kind,value,unit,population,source,note
2023,1,staff_percentage,all,all,BME,NHS trust,26.4,percent,NHS trusts,made up,
2022,2,relative_likelihood_white_to_bme,all,all,all,any,1.54,ratio,NHS trusts,made up,
""",
    PEOPLE: """\
ods_code,area,area_type,ethnic_group,percentage,census_year,source
RXX,Sampleshire,system,BME,22.5,2021,made up
RXX,Sampleton,borough,BME,8.9,2021,made up
""",
    COUNTS: """\
indicator,measure,staff_group,pay_band,white,bme,unknown,total,source
1,staff in post,all,all,80,16,4,100,made up
1,staff in post,clinical,5,20,10,2,,made up
1,staff in post,non-clinical,2,25,3,2,,made up
2,shortlisted,all,all,60,40,10,,made up
2,appointed,all,all,15,5,1,,made up
3,entered formal disciplinary process,all,all,4,3,0,,made up
4,accessed non-mandatory training,all,all,50,8,,,made up
5,respondents,all,all,50,8,,,made up
5,percentage,all,all,10,12.5,,,made up
5-8,survey response rate,all,all,,,,44,made up
9,board members,all,all,9,1,0,10,made up
""",
    RATINGS: """\
indicator,rating,reason,source
1,Developing,made up,made up
2,Achieving,made up,made up
""",
    PLAN: """\
indicators,high_impact_action,rating,theme,actions,outcomes,lead,review
"1, 9",2,Developing,Recruitment,Advertise,More applicants,Chief Nurse,every quarter
""",
    NARRATIVE: "We are a trust.\n",
    SETTINGS: """\
setting,year,value,reason
small count,,5,
public,,board members,They are public figures.
indicator 3 basis,2023,single year,
accept,2023,bands,The source prints it so.
""",
    SUCCESSIONS: """\
predecessor,successor,date,kind,source
RAN,RXX,2019-04-01,merged,made up
""",
    LAST_YEAR: """\
indicator,measure,staff_group,pay_band,white,bme,unknown,total,source
1,staff in post,all,all,78,15,4,97,made up
""",
}
HEADER = "indicator,measure,staff_group,pay_band,white,bme,unknown,total,source"
PLAN_HEADER = "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review"
CLUSTERS = "cluster 1, cluster 2, cluster 3, cluster 4"
BANDS = f"1-7, 8a-VSM, {CLUSTERS}, under 1, 1, 2, 3, 4, 5, 6, 7, 8a, 8b, 8c, 8d, 9, VSM"
NOT_A_COUNT = (
    "is not a count. Type a whole number; [c] if it is withheld; "
    "leave the cell blank if it was not collected."
)
NOT_WHOLE = "is not a whole number. Give the number of people, not a share or an average."
SAVE_AS_CSV = "is not a text file. Save the sheet as CSV, not as a workbook."

# One slip: the file, what stands there, what somebody typed instead, and all that is said of it.
SLIPS = {
    "missing column": (
        COUNTS,
        ",total,source\n1,staff in post,all,all,80,16,4,100,",
        ",source\n1,staff in post,all,all,80,16,4,",
        f"row 1, column total: the column is missing. The header must be: {HEADER}.",
    ),
    "misspelt column": (
        COUNTS,
        "pay_band,white",
        "pay_band,whit",
        "row 1, column whit: the column is not known. Did you mean 'white'?",
    ),
    "column with a capital": (
        COUNTS,
        "bme,unknown",
        "BME,unknown",
        "row 1, column BME: the column is not known. Did you mean 'bme'?",
    ),
    "extra column": (
        COUNTS,
        "total,source\n",
        "total,source,checked by\n",
        "row 1, column checked by: the column is not known. Take it out.",
    ),
    "column twice": (
        COUNTS,
        "total,source\n",
        "total,source,white\n",
        "row 1, column white: the column stands twice. Keep one.",
    ),
    "column without a name": (
        COUNTS,
        "total,source\n",
        "total,,source\n",
        "row 1: column 9 has no name. Name it, or take it out.",
    ),
    "no header": (
        COUNTS,
        HEADER + "\n",
        "",
        f"row 1: is not a header that is separated by commas. The header must be: {HEADER}.",
    ),
    "semicolons": (
        COUNTS,
        HEADER,
        HEADER.replace(",", ";"),
        f"row 1: is not a header that is separated by commas. The header must be: {HEADER}.",
    ),
    "row twice": (
        COUNTS,
        "2,appointed,",
        "2,shortlisted,all,all,60,40,10,,made up\n2,appointed,",
        "row 6, column measure: 'shortlisted' stands already in row 5. "
        "Keep one row for each measure, staff group and band.",
    ),
    "same band in two spellings": (
        COUNTS,
        "2,shortlisted,",
        "1,staff in post,Clinical,Band 5,1,1,1,,made up\n2,shortlisted,",
        "row 5, column measure: 'staff in post' stands already in row 3. "
        "Keep one row for each measure, staff group and band.",
    ),
    "letter O for zero": (
        COUNTS,
        "60,40,10",
        "6O,40,10",
        f"row 5, column white: '6O' {NOT_A_COUNT}",
    ),
    "half a person": (COUNTS, "60,40,10", "60,12.5,10", f"row 5, column bme: '12.5' {NOT_WHOLE}"),
    "share for a count": (COUNTS, "60,40,10", "60,40%,10", f"row 5, column bme: '40%' {NOT_WHOLE}"),
    "negative": (
        COUNTS,
        "60,40,10",
        "60,40,-10",
        "row 5, column unknown: '-10' is below zero. A count of people is zero or more.",
    ),
    "N/A": (
        COUNTS,
        "50,8,,,made up\n5,resp",
        "50,N/A,,,made up\n5,resp",
        f"row 8, column bme: 'N/A' {NOT_A_COUNT}",
    ),
    "nil": (COUNTS, "4,3,0,", "4,nil,0,", f"row 7, column bme: 'nil' {NOT_A_COUNT}"),
    "hash signs of a narrow column": (
        COUNTS,
        "4,3,0,",
        "###,3,0,",
        f"row 7, column white: '###' {NOT_A_COUNT}",
    ),
    "formula": (COUNTS, "4,3,0,", "=2+2,3,0,", f"row 7, column white: '=2+2' {NOT_A_COUNT}"),
    "exponent": (COUNTS, "4,3,0,", "4E1,3,0,", f"row 7, column white: '4E1' {NOT_A_COUNT}"),
    "comma in the wrong place": (
        COUNTS,
        "4,3,0,",
        '"12,04",3,0,',
        f"row 7, column white: '12,04' {NOT_A_COUNT}",
    ),
    "too many people": (
        COUNTS,
        "60,40,10",
        "9007199254740993,40,10",
        "row 5, column white: '9007199254740993' is more people than the NHS has. "
        "Correct the count.",
    ),
    "total that is not the sum": (
        COUNTS,
        "80,16,4,100",
        "80,16,4,101",
        "row 2, column total: '101' is not the sum of its parts, 100. "
        "Correct the count that is wrong, or leave the total blank.",
    ),
    "total below its parts, one withheld": (
        COUNTS,
        "80,16,4,100",
        "80,16,[c],95",
        "row 2, column total: '95' is not the sum of its parts, 96. "
        "Correct the count that is wrong, or leave the total blank.",
    ),
    "percentage above 100": (
        COUNTS,
        "10,12.5,",
        "10,112.5,",
        "row 10, column bme: '112.5' is above 100. A percentage of people is from 0 to 100.",
    ),
    "negative percentage": (
        COUNTS,
        "10,12.5,",
        "10,-12.5,",
        "row 10, column bme: '-12.5' is below zero. A percentage of people is from 0 to 100.",
    ),
    "percentage in words": (
        COUNTS,
        "10,12.5,",
        "10,a tenth,",
        "row 10, column bme: 'a tenth' is not a percentage. Type it as 12.7; "
        "[c] if it is withheld; leave the cell blank if it was not collected.",
    ),
    "band of another staff group": (
        COUNTS,
        "clinical,5,20",
        "clinical,consultant,20",
        "row 3, column pay_band: 'consultant' does not go with staff group 'clinical'. "
        f"Use one of: {BANDS}.",
    ),
    "band that does not exist": (
        COUNTS,
        "clinical,5,20",
        "clinical,8e,20",
        f"row 3, column pay_band: '8e' is not a pay band. Use one of: {BANDS}.",
    ),
    "staff group without a band": (
        COUNTS,
        "clinical,5,20",
        "clinical,,20",
        f"row 3, column pay_band: '' does not go with staff group 'clinical'. Use one of: {BANDS}.",
    ),
    "band without a staff group": (
        COUNTS,
        "clinical,5,20",
        "all,5,20",
        "row 3, column pay_band: '5' does not go with staff group 'all'. Use one of: all.",
    ),
    "unknown staff group": (
        COUNTS,
        "non-clinical,2,",
        "nonclinical,2,",
        "row 4, column staff_group: 'nonclinical' is not a staff group. "
        "Did you mean 'non-clinical'?",
    ),
    "staff group outside indicators 1 and 2": (
        COUNTS,
        "3,entered formal disciplinary process,all",
        "3,entered formal disciplinary process,clinical",
        "row 7, column staff_group: 'clinical' does not go with "
        "'entered formal disciplinary process'. Write 'all'.",
    ),
    "unknown measure": (
        COUNTS,
        "2,shortlisted",
        "2,shortlistd",
        "row 5, column measure: 'shortlistd' is not a measure. Did you mean 'shortlisted'?",
    ),
    "misspelt percentage": (
        COUNTS,
        "5,percentage",
        "5,percentge",
        "row 10, column measure: 'percentge' is not a measure. Did you mean 'percentage'?",
    ),
    "misspelt workforce row": (
        COUNTS,
        "1,staff in post,all",
        "1,staf in post,all",
        "row 2, column measure: 'staf in post' is not a measure. Did you mean 'staff in post'?",
    ),
    "misspelt respondents": (
        COUNTS,
        "5,respondents",
        "5,respondants",
        "row 9, column measure: 'respondants' is not a measure. Did you mean 'respondents'?",
    ),
    "wrong indicator": (
        COUNTS,
        "2,shortlisted",
        "3,shortlisted",
        "row 5, column indicator: '3' does not go with 'shortlisted'. Use 2.",
    ),
    "range that a spreadsheet made a date": (
        COUNTS,
        "5-8,survey",
        "05-Aug,survey",
        "row 11, column indicator: '05-Aug' does not go with 'survey response rate'. Use 5-8.",
    ),
    "pooled band beside a single one": (
        COUNTS,
        "2,shortlisted,",
        "1,staff in post,clinical,1-7,20,10,2,,made up\n2,shortlisted,",
        "row 3, column pay_band: '5' is counted in the row of bands 1-7 as well. "
        "Give either the single bands or the pooled ones.",
    ),
    "count and percentage": (
        COUNTS,
        "5-8,survey",
        "5,count,all,all,5,1,,,made up\n5-8,survey",
        "row 11, column measure: 'count' stands beside a percentage for indicator 5. "
        "Give counts or percentages, not both.",
    ),
    "percentage without respondents": (
        COUNTS,
        "5,respondents,all,all,50,8,,,made up\n",
        "",
        "row 9, column measure: 'percentage' has no respondents for indicator 5. "
        "Add a row with how many people answered the question.",
    ),
    "more appointed than shortlisted": (
        COUNTS,
        "15,5,1",
        "15,41,1",
        "row 6, column bme: '41' is more than the 40 shortlisted. Correct one of the two.",
    ),
    "staff group beside a band of indicator 2": (
        COUNTS,
        "2,appointed,all,all,15",
        "2,appointed,clinical,5,15",
        "row 6, column pay_band: '5' stands beside staff group 'clinical'. "
        "Give indicator 2 by staff group or by pay band, with 'all' for the other.",
    ),
    "unknown staff group of indicator 2": (
        COUNTS,
        "2,appointed,all,all,15",
        "2,appointed,clincal,all,15",
        "row 6, column staff_group: 'clincal' is not a staff group. Did you mean 'clinical'?",
    ),
    "unknown band of indicator 2": (
        COUNTS,
        "2,appointed,all,all,15",
        "2,appointed,all,8A-VMS,15",
        "row 6, column pay_band: '8A-VMS' is not a pay band. Did you mean '8a-VSM'?",
    ),
    "part of indicator 2 without its whole": (
        COUNTS,
        "2,appointed,all,all,15",
        "2,appointed,clinical,all,15",
        "row 6, column measure: 'appointed' has no row of all of whom these are a part. "
        "Add the row 2,appointed,all,all, and its counts.",
    ),
    "part of indicator 2 above its whole": (
        COUNTS,
        "2,appointed,all,all,15,5,1,,made up\n",
        "2,appointed,all,all,15,5,1,,made up\n2,shortlisted,clinical,all,61,20,5,,made up\n",
        "row 7, column white: '61' is more than the 60 of all together. Correct one of the two.",
    ),
    "more appointed than shortlisted in a band": (
        COUNTS,
        "2,appointed,all,all,15,5,1,,made up\n",
        "2,appointed,all,all,15,5,1,,made up\n2,shortlisted,all,5,9,2,0,,made up\n"
        "2,appointed,all,5,3,4,0,,made up\n",
        "row 8, column bme: '4' is more than the 2 shortlisted. Correct one of the two.",
    ),
    "international campaigns above everybody": (
        COUNTS,
        "2,appointed,all,all,15,5,1,,made up\n",
        "2,appointed,all,all,15,5,1,,made up\n"
        '2,"shortlisted, international recruitment",all,all,2,41,0,,made up\n',
        "row 7, column bme: '41' is more than the 40 shortlisted. Correct one of the two.",
    ),
    "international campaigns by staff group": (
        COUNTS,
        "2,appointed,all,all,15,5,1,,made up\n",
        "2,appointed,all,all,15,5,1,,made up\n"
        '2,"shortlisted, international recruitment",clinical,all,2,3,0,,made up\n',
        "row 7, column staff_group: 'clinical' does not go with "
        "'shortlisted, international recruitment'. Write 'all'.",
    ),
    "cluster beside one of its bands": (
        COUNTS,
        "2,shortlisted,",
        "1,staff in post,clinical,Cluster 2,20,10,2,,made up\n2,shortlisted,",
        "row 3, column pay_band: '5' is counted in the row of cluster 2 as well. "
        "Give either the single bands or the pooled ones.",
    ),
    "cluster beside its pool": (
        COUNTS,
        "1,staff in post,clinical,5,20,10,2,,made up\n",
        "1,staff in post,clinical,cluster 2,20,10,2,,made up\n"
        "1,staff in post,clinical,1-7,20,10,2,,made up\n",
        "row 3, column pay_band: 'cluster 2' is counted in the row of bands 1-7 as well. "
        "Give either the single bands or the pooled ones.",
    ),
    "medical cluster of nurses": (
        COUNTS,
        "clinical,5,20",
        "clinical,cluster 5,20",
        "row 3, column pay_band: 'cluster 5' does not go with staff group 'clinical'. "
        "Did you mean 'cluster 4'?",
    ),
    "no workforce row": (
        COUNTS,
        "1,staff in post,all,all,80,16,4,100,made up\n",
        "",
        ": has no row for the whole workforce. Add a row: 1,staff in post,all,all, and its counts.",
    ),
    "ragged row": (
        COUNTS,
        "60,40,10,,made up",
        "60,40,10,made up",
        "row 5: has 8 cells, the header 9. Put quotation marks round a cell that holds a comma, "
        "and keep one cell for each column.",
    ),
    "comma in a source": (
        COUNTS,
        "60,40,10,,made up",
        "60,40,10,,made up, by me",
        "row 5: has 10 cells, the header 9. Put quotation marks round a cell that holds a comma, "
        "and keep one cell for each column.",
    ),
    "unclosed quotation mark": (
        COUNTS,
        "60,40,10,,made up",
        '60,40,10,,"made up',
        ": cannot be read as CSV (unexpected end of data). "
        "Look for a quotation mark that is opened and not closed.",
    ),
    "unknown rating": (
        RATINGS,
        "1,Developing",
        "1,Develop",
        "row 2, column rating: 'Develop' is not a rating. Did you mean 'Developing'?",
    ),
    "no rating": (
        RATINGS,
        "1,Developing",
        "1,",
        "row 2, column rating: '' is not a rating. "
        "Use one of: Achieving, Developing, Underdeveloped.",
    ),
    "rated twice": (
        RATINGS,
        "2,Achieving",
        "1,Achieving",
        "row 3, column indicator: '1' is rated twice. Keep one row.",
    ),
    "tenth indicator": (
        RATINGS,
        "2,Achieving",
        "10,Achieving",
        "row 3, column indicator: '10' is not an indicator. Use the numbers 1 to 9.",
    ),
    "high impact action 7": (
        PLAN,
        ",2,Dev",
        ",7,Dev",
        "row 2, column high_impact_action: '7' is not a high impact action. "
        "Use its number, 1 to 6, or leave the cell blank.",
    ),
    "plan without an action": (
        PLAN,
        "Advertise",
        "",
        "row 2, column actions: '' is blank. Say what will be done.",
    ),
    "plan for no indicator": (
        PLAN,
        '"1, 9"',
        "",
        "row 2, column indicators: '' is not an indicator. Use the numbers 1 to 9.",
    ),
    "plan with an unknown rating": (
        PLAN,
        "Developing",
        "Amber",
        "row 2, column rating: 'Amber' is not a rating. "
        "Use one of: Achieving, Developing, Underdeveloped.",
    ),
    "plan without a column": (
        PLAN,
        "theme,actions,outcomes,lead,review",
        "theme,actions,outcomes,lead,",
        f"row 1, column review: the column is missing. The header must be: {PLAN_HEADER}.",
    ),
    "date in English order": (
        REGISTER,
        "2015-04-01",
        "01/04/2015",
        "row 3, column opened: '01/04/2015' is not a date. Write it as 2022-07-01.",
    ),
    "closed before it opened": (
        REGISTER,
        "2015-04-01",
        "2023-04-01",
        "row 3, column closed: '2022-06-30' is before it opened, 2023-04-01. "
        "Correct one of the dates.",
    ),
    "code twice": (
        REGISTER,
        "\nROL,",
        "\nRXX,",
        "row 3, column ods_code: 'RXX' stands twice. Keep one row for each code.",
    ),
    "code that a spreadsheet bent": (
        REGISTER,
        "\nROL,",
        "\n5.00E+01,",
        "row 3, column ods_code: '5.00E+01' is not an ODS code. Type the code as text, letters and "
        "digits only: a spreadsheet makes a number of a code such as 5E1.",
    ),
    "code that can be no folder on Windows": (
        REGISTER,
        "\nROL,",
        "\nNUL,",
        "row 3, column ods_code: 'NUL' is a name that Windows keeps for itself. Use another.",
    ),
    "date of another age": (
        REGISTER,
        "2015-04-01",
        "1015-04-01",
        "row 3, column opened: '1015-04-01' has a year that cannot be right. "
        "Write a year from 1900 to 2100.",
    ),
    "circle of successors": (
        REGISTER,
        "2022-07-01,,,",
        "2022-07-01,,ROL,",
        "row 2, column successor: 'ROL' leads back to itself (RXX, ROL, RXX). "
        "Clear the successor of the one that is there still.",
    ),
    "unknown successor": (
        REGISTER,
        "2022-06-30,RXX",
        "2022-06-30,RXY",
        "row 3, column successor: 'RXY' is not a code of this file. Did you mean 'RXX'?",
    ),
    "unknown kind": (
        REGISTER,
        "Old,NHS trust",
        "Old,NHS truts",
        "row 3, column kind: 'NHS truts' is not known here. Did you mean 'NHS trust'?",
    ),
    "name left out": (
        REGISTER,
        "ROL,Old Trust",
        "ROL,",
        "row 3, column name: '' is blank. Every organisation needs it.",
    ),
    "example neither yes nor no": (
        REGISTER,
        "RXX,yes",
        "RXX,maybe",
        "row 3, column example: 'maybe' is neither yes nor no. Write yes or no.",
    ),
    "benchmark with the wrong unit": (
        BENCHMARKS,
        "1.54,ratio",
        "1.54,percent",
        "row 3, column unit: 'percent' is not the unit of relative_likelihood_white_to_bme. "
        "Write ratio.",
    ),
    "benchmark that is no number": (
        BENCHMARKS,
        "1.54",
        "nan",
        "row 3, column value: 'nan' is not a number. Type it as 8.3, without a sign.",
    ),
    "benchmark above 100": (
        BENCHMARKS,
        "26.4",
        "264",
        "row 2, column value: '264' is above 100. A percentage of people is from 0 to 100.",
    ),
    "benchmark of a year in short": (
        BENCHMARKS,
        "2023,1",
        "23,1",
        "row 2, column year: '23' is not a year. Type a WRES year such as 2023.",
    ),
    "benchmark of another indicator": (
        BENCHMARKS,
        "2022,2",
        "2022,3",
        "row 3, column indicator: '3' does not go with relative_likelihood_white_to_bme. "
        "Use 2 or 4.",
    ),
    "benchmark of an unknown figure": (
        BENCHMARKS,
        ",staff_percentage",
        ",staff_percent",
        "row 2, column figure: 'staff_percent' is not known here. Did you mean 'staff_percentage'?",
    ),
    "benchmark of an unknown kind": (
        BENCHMARKS,
        "NHS trust,26.4",
        "NHS turst,26.4",
        "row 2, column organisation_kind: 'NHS turst' is not known here. Did you mean 'NHS trust'?",
    ),
    "benchmark twice": (
        BENCHMARKS,
        "2022,2,",
        "2023,1,staff_percentage,all,all,BME,NHS trust,28,percent,NHS trusts,made up,\n2022,2,",
        "row 3, column value: '28' has a rival in row 2. Keep one of them.",
    ),
    "benchmark without a source": (
        BENCHMARKS,
        "26.4,percent,NHS trusts,made up",
        "26.4,percent,NHS trusts,",
        "row 2, column source: '' is blank. Name where the value was published.",
    ),
    "population of an unknown organisation": (
        PEOPLE,
        "RXX,Sampleton",
        "RXY,Sampleton",
        "row 3, column ods_code: 'RXY' is not known here. Did you mean 'RXX'?",
    ),
    "population of an unknown group": (
        PEOPLE,
        "borough,BME",
        "borough,Asain",
        "row 3, column ethnic_group: 'Asain' is not known here. Did you mean 'Asian'?",
    ),
    "population given twice": (
        PEOPLE,
        "RXX,Sampleton,borough",
        "RXX,Sampleshire,borough",
        "row 3, column percentage: '8.9' has a rival in row 2. "
        "Keep one row for each area and group.",
    ),
    "population left blank": (
        PEOPLE,
        "8.9",
        "",
        "row 3, column percentage: '' is missing. Leave out the row instead.",
    ),
    "setting that there is not": (
        SETTINGS,
        "small count",
        "smal count",
        "row 2, column setting: 'smal count' is not a setting. Did you mean 'small count'?",
    ),
    "threshold in words": (
        SETTINGS,
        "count,,5,",
        "count,,five,",
        "row 2, column value: 'five' is not a whole number from 1 to 100. The default is 5.",
    ),
    "public without a reason": (
        SETTINGS,
        "They are public figures.",
        "",
        "row 3, column reason: '' is blank for 'public'. "
        "Say why in a sentence: others will rely on it.",
    ),
    "basis that there is not": (
        SETTINGS,
        "single year",
        "one year",
        "row 4, column value: 'one year' does not go with 'indicator 3 basis'. "
        "Did you mean 'single year'?",
    ),
    "accepted in every year": (
        SETTINGS,
        "accept,2023",
        "accept,",
        "row 5, column year: '' is blank for 'bands'. Type the WRES year that it is about.",
    ),
    "rule that there is not": (
        SETTINGS,
        ",bands,",
        ",band,",
        "row 5, column value: 'band' does not go with 'accept'. Did you mean 'bands'?",
    ),
    "decided twice": (
        SETTINGS,
        "small count,,5,",
        "small count,,5,\nsmall count,,6,",
        "row 3, column setting: 'small count' stands already in row 2. Keep one of the two rows.",
    ),
    "succession of nobody": (
        SUCCESSIONS,
        "RAN,",
        "RAM,",
        "row 2, column predecessor: 'RAM' is not a code of organisations.csv. Did you mean 'RAN'?",
    ),
    "succession of another kind": (
        SUCCESSIONS,
        "merged",
        "merger",
        "row 2, column kind: 'merger' is not a kind of succession. Did you mean 'merged'?",
    ),
    "succession without a date": (
        SUCCESSIONS,
        "2019-04-01",
        "",
        "row 2, column date: '' is blank. Write the first day after it.",
    ),
    "succession that the register says": (
        SUCCESSIONS,
        "RAN,RXX,2019-04-01",
        "ROL,RXX,2022-07-01",
        "row 2, column successor: 'RXX' stands already in organisations.csv. Keep one of the two.",
    ),
    "successor of itself": (
        REGISTER,
        "2022-06-30,RXX",
        "2022-06-30,ROL",
        "row 3, column successor: 'ROL' is the organisation itself. Name another.",
    ),
    "last year with a letter": (
        LAST_YEAR,
        "78,15,4",
        "78,l5,4",
        f"row 2, column bme: 'l5' {NOT_A_COUNT}",
    ),
    "last year that does not add up": (
        LAST_YEAR,
        ",97,",
        ",98,",
        "row 2, column total: '98' is not the sum of its parts, 97. "
        "Correct the count that is wrong, or leave the total blank.",
    ),
    "response rate of White staff": (
        COUNTS,
        ",all,all,,,,44,",
        ",all,all,44,,,,",
        "row 11, column white: '44' does not go with 'survey response rate'. "
        "Write the rate into the column total.",
    ),
    "response rate as a share": (
        COUNTS,
        ",44,made",
        ",0.44,made",
        "row 11, column total: '0.44' is less than one per cent. Write 44 if it is 44 per cent.",
    ),
    "census of a year in short": (
        PEOPLE,
        "22.5,2021",
        "22.5,21",
        "row 2, column census_year: '21' is not a year. Type a census year such as 2021.",
    ),
    "conflict that git leaves": (
        COUNTS,
        "2,appointed",
        "=======\n2,appointed",
        "row 6: has 1 cells, the header 9. Put quotation marks round a cell that holds a comma, "
        "and keep one cell for each column.",
    ),
    "figures in a plan's indicator": (
        PLAN,
        '"1, 9"',
        "5-8",
        "row 2, column indicators: '5-8' is not an indicator. Use the numbers 1 to 9.",
    ),
    "day that February does not have": (
        SUCCESSIONS,
        "2019-04-01",
        "2019-02-30",
        "row 2, column date: '2019-02-30' is not a date. Write it as 2022-07-01.",
    ),
    "benchmark that is endless": (
        BENCHMARKS,
        "1.54",
        "inf",
        "row 3, column value: 'inf' is not a number. Type it as 8.3, without a sign.",
    ),
    "population in an unknown kind of area": (
        PEOPLE,
        "borough",
        "district",
        "row 3, column area_type: 'district' is not known here. Use one of: system, borough.",
    ),
}


# The same counts with their detail: the whole workforce by sex, and the groups behind BME.
DETAIL = """\
indicator,measure,staff_group,pay_band,sex,white,bme,mixed,asian,black,other,unknown,total,source
1,staff in post,all,all,,80,16,2,8,5,1,4,100,made up
1,staff in post,all,all,Female,60,12,,,,,3,75,made up
1,staff in post,all,all,male,20,4,,,,,1,25,made up
5,respondents,all,all,,50,8,1,4,[c],,,,made up
5,percentage,all,all,,10,12.5,0.0,25.0,[c],,,,made up
9,board members,all,all,,9,1,,,,,0,10,made up
"""
DETAIL_SLIPS = {
    "groups that are not BME": (
        "16,2,8,5,1",
        "16,2,8,6,1",
        "row 2, column bme: '16' is not the sum of the groups behind it, 17. "
        "Correct the count that is wrong.",
    ),
    "groups that are too few": (
        "16,2,8,5,1",
        "16,2,8,5,0",
        "row 2, column bme: '16' is not the sum of the groups behind it, 15. "
        "Correct the count that is wrong.",
    ),
    "known groups above BME": (
        "8,1,4,[c]",
        "8,5,4,[c]",
        "row 5, column bme: '8' is not the sum of the groups behind it, 9. "
        "Correct the count that is wrong.",
    ),
    "groups beside a blank": (
        "board members,all,all,,9,1,,,,,0,10",
        "board members,all,all,,9,,,1,,,0,",
        "row 7, column bme: '' is blank, and groups behind it are given. "
        "Write how many BME people there are.",
    ),
    "half a person of a group": (
        "16,2,8,5,1",
        "16,2.5,8,5,1",
        f"row 2, column mixed: '2.5' {NOT_WHOLE}",
    ),
    "unknown sex": (
        "all,male",
        "all,mail",
        "row 4, column sex: 'mail' is not a sex that the detail is by. Did you mean 'Male'?",
    ),
    "one sex above everybody": (
        "60,12,,,,,3,75",
        "60,17,,,,,3,80",
        "row 3, column bme: '17' is more than the 16 of all together. Correct one of the two.",
    ),
    "sex of a board": (
        "9,board members,all,all,,",
        "9,board members,all,all,Female,",
        "row 7, column sex: 'Female' does not go with 'board members'. Write 'all'.",
    ),
    "sex in a band": (
        "1,staff in post,all,all,Female",
        "1,staff in post,clinical,5,Female",
        "row 3, column sex: 'Female' does not go with a staff group or a pay band. "
        "Write 'all', or 'all' as the staff group and the pay band.",
    ),
    "groups of one sex": (
        "60,12,,,,,3",
        "60,12,2,,,,3",
        "row 3, column mixed: '2' does not go with a sex. Leave the cell blank in such rows.",
    ),
    "sex without everybody": (
        "5,respondents,all,all,,50",
        "4,accessed non-mandatory training,all,all,Female,5,8,,,,,,,made up\n"
        "5,respondents,all,all,,50",
        "row 5, column measure: 'accessed non-mandatory training' has no row of all of whom "
        "these are a part. Add the row 4,accessed non-mandatory training,all,all, and its counts.",
    ),
    "one sex twice": (
        "all,male",
        "all,female",
        "row 4, column measure: 'staff in post' stands already in row 3. "
        "Keep one row for each measure, staff group and band.",
    ),
    "misspelt column that may be left out": (
        "mixed,asian",
        "mixed,asain",
        "row 1, column asain: the column is not known. Did you mean 'asian'?",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "said"), DETAIL_SLIPS.values(), ids=DETAIL_SLIPS)
def test_one_slip_in_the_detail_is_one_fault(data, right, wrong, said):
    (data / COUNTS).write_text(DETAIL, encoding="utf-8", newline="")
    read_inputs(data, "RXX", 2023)
    assert DETAIL.count(right) == 1, "the slip must be in one place"
    (data / COUNTS).write_text(DETAIL.replace(right, wrong), encoding="utf-8", newline="")
    assert faults(data) == [f"{COUNTS}, {said}"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tmp_path


def faults(data: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_inputs(data, "RXX", 2023)
    return [str(fault) for fault in caught.value.faults]


def test_the_inputs_are_in_order_before_they_are_broken(data):
    inputs = read_inputs(data, "RXX", 2023)
    assert [read.year for read in inputs.years] == [2023]
    own = [value for value in inputs.context.benchmarks if value.source == "made up"]
    assert (len(own), len(inputs.context.population)) == (2, 2)
    assert inputs.years[0].commentary.narrative == {"context": "We are a trust."}


@pytest.mark.parametrize(("file", "right", "wrong", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(data, file, right, wrong, said):
    text = FILES[file]
    assert text.count(right) == 1, "the slip must be in one place"
    (data / file).write_text(text.replace(right, wrong), encoding="utf-8", newline="")

    place = said if said.startswith(":") else f", {said}"
    assert faults(data) == [f"{file}{place}"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f": is empty. It needs a header: {HEADER}."),
        (b"\n , ,\n\n", f": is empty. It needs a header: {HEADER}."),
        (
            (HEADER + "\n").encode(),
            ": has no row for the whole workforce. "
            "Add a row: 1,staff in post,all,all, and its counts.",
        ),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe", f": {SAVE_AS_CSV}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f": {SAVE_AS_CSV}"),
        (b"indicator\x00,measure\x00", f": {SAVE_AS_CSV}"),
        (
            FILES[COUNTS].replace("5,20,10,2,,made up", "5,20,10,2,,café").encode("cp1252"),
            ", row 3: is not UTF-8 text. Save the file as 'CSV UTF-8 (comma delimited)'.",
        ),
        (
            FILES[COUNTS].encode("utf-16"),
            ", row 1: is not UTF-8 text. Save the file as 'CSV UTF-8 (comma delimited)'.",
        ),
        (
            b"<html><body>Sign in</body></html>",
            f", row 1: is not a header that is separated by commas. The header must be: {HEADER}.",
        ),
    ],
    ids=[
        "empty",
        "blank rows only",
        "header only",
        "workbook renamed",
        "old workbook renamed",
        "NUL characters",
        "Windows encoding",
        "UTF-16",
        "page of a sign-in",
    ],
)
def test_a_file_that_is_no_counts_file(data, content, said):
    (data / COUNTS).write_bytes(content)
    assert faults(data) == [f"{COUNTS}{said}"]


def test_no_counts_file(data):
    (data / COUNTS).unlink()
    assert faults(data) == [
        "RXX/2023/: holds nothing that can be counted. Put in wres.xlsx, which 'wres new' writes, "
        "or extracts such as staff.csv, or counts.csv: data/README.md says what each holds."
    ]


def test_a_folder_in_place_of_a_counts_file(data):
    (data / COUNTS).unlink()
    (data / COUNTS).mkdir()
    (said,) = faults(data)
    assert said.startswith(f"{COUNTS}: is a folder.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("narrative/contex.md", "is a file that no page looks for. Did you mean 'context.md'?"),
        ("narrative/context.txt", "is a file that no page looks for. Did you mean 'context.md'?"),
        (
            "narrative/indicator_5_done.md",
            "is a file that no page looks for. Did you mean 'indicator_5-6_done.md'?",
        ),
        (
            "rating.csv",
            "is a file that nothing reads. Did you mean 'ratings.csv'? If not, keep it elsewhere.",
        ),
    ],
)
def test_a_file_whose_name_nothing_reads(data, name, said):
    (data / "RXX/2023" / name).write_text("made up", encoding="utf-8")
    assert faults(data) == [f"RXX/2023/{name}: {said}"]


def test_a_year_whose_folder_has_another_name(data):
    said = "is a folder that nothing reads. Name it by its WRES year, such as 2023."
    said += " If not, keep it elsewhere."
    (data / "RXX" / "2022-23").mkdir()
    assert faults(data) == [f"RXX/2022-23: {said}"]
    (data / "RXX" / "2023").rename(data / "RXX" / "2023 final")
    with pytest.raises(InputError) as caught:
        organisations_held(data)
    assert [str(fault) for fault in caught.value.faults] == [
        f"RXX/{name}: {said}" for name in ("2022-23", "2023 final")
    ]


@pytest.mark.parametrize("name", [".gitkeep", "~$context.docx"])
def test_a_hidden_file_beside_the_narrative_is_passed_over(data, name):
    (data / "RXX/2023/narrative" / name).write_bytes(b"\xff")
    assert list(read_inputs(data, "RXX", 2023).years[0].commentary.narrative) == ["context"]


def test_narrative_that_is_not_utf_8(data):
    (data / NARRATIVE).write_bytes("Café".encode("cp1252"))
    assert faults(data) == [
        f"{NARRATIVE}: is not UTF-8 text. Save it again with the encoding UTF-8."
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: "\n" + text,
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace(",", " , "),
        lambda text: text.replace("clinical,5", "Clinical,BAND 5").replace("80", '"80"'),
        lambda text: text.rstrip("\n"),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "blank lines",
        "blank line first",
        "blank columns at the end",
        "spaces round cells",
        "capitals, words and quotation marks",
        "no line end at the end",
    ],
)
def test_harmless_differences_change_no_number(data, change):
    before = read_inputs(data, "RXX", 2023).years[0].counts.table
    (data / COUNTS).write_text(change(FILES[COUNTS]), encoding="utf-8", newline="")
    after = read_inputs(data, "RXX", 2023).years[0].counts.table
    assert after.equals(before)


def test_every_fault_of_every_file_is_told_at_once(data):
    for file, right, wrong in (
        (REGISTER, "2015-04-01", "April"),
        (BENCHMARKS, "1.54", "one"),
        (PEOPLE, "8.9", "few"),
        (COUNTS, "60,40,10", "6O,4O,1O"),
        (RATINGS, "1,Developing", "1,Good"),
        (PLAN, "Advertise", ""),
    ):
        text = FILES[file].replace(right, wrong)
        (data / file).write_text(text, encoding="utf-8", newline="")

    assert [said.split(":")[0] for said in faults(data)] == [
        f"{REGISTER}, row 3, column opened",
        f"{BENCHMARKS}, row 3, column value",
        f"{PEOPLE}, row 3, column percentage",
        f"{COUNTS}, row 5, column white",
        f"{COUNTS}, row 5, column bme",
        f"{COUNTS}, row 5, column unknown",
        f"{RATINGS}, row 2, column rating",
        f"{PLAN}, row 2, column actions",
    ]
