"""What a definition may hold that nobody means to write: the seeds of the mutations, each legal Python."""

from __future__ import annotations

HEAD = '''"""What is measured here.

Why it matters to people.
"""

from datetime import date

from data.tables import admitted_spells, condition_registers, deaths, population, registered_people
from metrics import *_*

'''.replace(
    "*_*",
    "(Frequency, Metric, Polarity, Shift, admissions_avoided, count, deprivation_ratio, "
    "directly_standardised_rate, indirectly_standardised_ratio, life_expectancy, proportion, published, "
    "published_total, rate, slope_index, target)",
)

_METRIC = HEAD + (
    'metric = Metric(title="A title", numerator={numerator}, denominator={denominator}, '
    'statistic={statistic}, polarity=Polarity.NEUTRAL, shifts={{Shift.TREATMENT_TO_PREVENTION: "It is so '
    'because of this."}}, {more})\n'
)


def definition(
    statistic: str = "rate(per=1_000)",
    numerator: str = "count(deaths)",
    denominator: str = "population",
    more: str = "",
) -> str:
    """A definition with all of the vocabulary at hand."""
    return _METRIC.format(numerator=numerator, denominator=denominator, statistic=statistic, more=more)


# Every field with a sound value, to be made strange one at a time.
VALUES = {
    "title": "'A title'",
    "shifts": "{Shift.TREATMENT_TO_PREVENTION: 'It is so because of this.'}",
    "polarity": "Polarity.NEUTRAL",
    "statistic": "rate(per=1_000)",
    "numerator": "count(deaths)",
    "denominator": "population",
    "unit": "'per 1,000'",
    "decimals": "1",
    "ages": "'65+'",
    "sexes": "('female', 'male')",
    "frequency": "Frequency.YEAR",
    "year": "'calendar'",
    "levels": "('ics', 'ward')",
    "pool": "{'ward': 3}",
    "published_total": "None",
    "comparator": "None",
    "target": "target(5, source='NHS England, planning guidance')",
    "priorities": "('planned_care',)",
    "caution": "'Mind.'",
    "next_question": "'Why?'",
    "source": "'ONS'",
    "owner": "'A team'",
    "reviewed_on": "date(2026, 1, 1)",
    "next_review": "date(2027, 1, 1)",
}

# Sound ones for the vocabulary that the bundled definitions do not use.
SOUND = [
    definition(
        "proportion()",
        "count(registered_people, where=\"nhs_app = 'used'\")",
        'count(registered_people, where="age >= 13")',
        'target=target(60, source="NHS England, planning guidance 2025/26", by=date(2026, 3, 31)), '
        'priorities=["out_of_hospital_care", "planned_care"], reviewed_on=date(2026, 1, 1)',
    ),
    definition(
        "deprivation_ratio(of=directly_standardised_rate(per=100_000))",
        'count(admitted_spells, where="admission_method IN emergency_methods")',
        more='levels=("ics", "place"), priorities=("healthy_communities",)',
    ),
    definition(
        "deprivation_ratio(of=proportion())",
        "count(condition_registers, where=\"care_given = 'yes'\")",
        "count(condition_registers, where=\"condition = 'smi'\")",
        'levels=("ics",), target=target(0.5, "NHS England, Core20PLUS5, 2021")',
    ),
    definition(
        "slope_index(of=life_expectancy())",
        more='sexes=("female", "male"), year="calendar", levels=("ics",), pool={"ics": 5}, '
        'next_review=date(2027, 1, 1), comparator=published("life_expectancy_at_birth")',
    ),
    definition(
        "indirectly_standardised_ratio()", more='ages="65+", pool={"ward": 3}, frequency=Frequency.YEAR'
    ),
]

_BOMB = "(" * 80 + "1," + ")" * 80
_DICT_BOMB = "{1: " * 80 + "1" + "}" * 80

# Expressions that stand in the place of any value.
EXPRESSIONS = [
    *("None", "True", "False", "0", "-1", "-0.5", "1.5", "1e999", "-1e999", "10**400", "9" * 400, "..."),
    *("0x" + "F" * 4_000, "1j", "b'x'", "f'{1}'", "''", "'   '", "'\\n'", "'\\x00'", "'\\ud800'", "'text'"),
    *("'\U0001f4a5'", "'ward'", "'0-0'", "'10-4'", "'65+\\n'", "'65+'", "'5-19'", "'" + "9" * 5_000 + "+'"),
    *(
        "'x' * 9",
        "'" + "long " * 400 + "'",
        "'2022-04'",
        "['2022-04', '2024-09']",
        "('a', 1)",
        "()",
        "[]",
        "{}",
    ),
    *(
        "{1: 2}",
        "{(1,): 2}",
        "{[1]: 2}",
        "{{}: 2}",
        "{'ward': True}",
        "{'ward': 3}",
        "{'ward': [3]}",
        "{**{}}",
    ),
    *(
        "{None: 1}",
        "{1.5: 1}",
        "{deaths: 1}",
        "{rate: 1}",
        "{'ics': 1, 'ics': 2}",
        "{1, 2}",
        "{'ics': 0xFFFF}",
    ),
    *(
        "[['female']]",
        "[{}]",
        "[[]]",
        "(('female',),)",
        "('female', 'female')",
        "['ics', {}]",
        "[None]",
        "[True]",
    ),
    *("[rate]", "[deaths]", "'out_of_hospital_care'", "['out_of_hospital_care']", "['out_of_hospital']"),
    *(_BOMB, _DICT_BOMB, "[" * 60 + "]" * 60, "-" * 60 + "1", "not True", "~1", "1 if 2 else 3", "1 < 2"),
    *("rate", "rate(per=True)", "rate(per=0)", "rate(per=-5)", "rate(per=1e999)", "rate(per='x')", "rate()"),
    *("rate(1, 2)", "rate(per=0x" + "F" * 4_000 + ")", "rate(per=[])", "rate(per=1, per=2)", "rate(no=1)"),
    *("rate(*[1])", "rate(**{})", "rate(rate(per=1))", "proportion", "proportion()", "proportion(per=1e-9)"),
    *(
        "proportion(per=10**3)",
        "deprivation_ratio()",
        "deprivation_ratio(proportion())",
        "deprivation_ratio(1)",
    ),
    *("deprivation_ratio(of=deprivation_ratio(of=proportion()))", "deprivation_ratio(of=rate(per=1))"),
    *("slope_index(life_expectancy())", "slope_index(of=slope_index(of=life_expectancy()))", "slope_index"),
    *("slope_index(of=life_expectancy)", "life_expectancy()", "life_expectancy(1)", "count", "count()"),
    *(
        "count(deaths)",
        "count(deaths, 'age > 1')",
        "count(population)",
        "count(count(deaths))",
        "count('deaths')",
    ),
    *("count(deaths, where=None)", "count(deaths, where=deaths)", "count(deaths, where='')", "count(Metric)"),
    *(
        "count(deaths, where=['age > 1'])",
        "count(registered_people)",
        "deaths",
        "population",
        "Metric",
        "Shift",
    ),
    *("Metric(title='x')", "Shift.NONE", "Shift.TREATMENT_TO_PREVENTION", "Shift['X']", "Polarity.NEUTRAL"),
    *(
        "Polarity.NEUTRAL.value",
        "Frequency.MONTH",
        "Shift.__members__",
        "Shift.title",
        "deaths.columns",
        "date",
    ),
    *("date.today()", "date(2026, 1, 1)", "date(2026, 13, 1)", "date(10**9, 1, 1)", "date('x')", "date()"),
    *("date(True, 1, 1)", "date(1.5, 1, 1)", "date(year=2026, month=2, day=30)", "date(0, 0, 0)"),
    *(
        "date('\\x07\\xe4\\x01\\x01')",
        "target",
        "target()",
        "target(5)",
        "target(5, 'a b c')",
        "target(5, 'a')",
    ),
    *("target(True, 'a b c')", "target(1e999, 'a b c')", "target(0x" + "F" * 900 + ", 'a b c')"),
    *(
        "target(target(5, 'a b c'), 'a b c')",
        "target(5, source=['a', 'b', 'c'])",
        "target(-5, source='a b c')",
    ),
    *(
        "target(5, source='a b c', by='2026')",
        "target(5, source='a b c', by=date)",
        "target(value=5, value=6)",
    ),
    *("target(5, source='a b c', by=date(2026, 1, 1))", "published('x')", "published({})", "published()"),
    *("published('life_expectancy_at_birth')", "published('life_expectancy_at_birth', sex=['female'])"),
    *(
        "published('life_expectancy_at_birth', unit=5)",
        "published('life_expectancy_at_birth', frequency='day')",
    ),
    *(
        "published('life_expectancy_at_birth', age={})",
        "published_total('ae_attendances')",
        "published_total(5)",
    ),
    *("published_total([])", "published_total(published_total('ae_attendances'))", "published_total"),
    *(
        "admissions_avoided()",
        "admissions_avoided(baseline=('2022-04', '2024-09'))",
        "admissions_avoided({})",
    ),
    *(
        "admissions_avoided('2022-04')",
        "indirectly_standardised_ratio()",
        "indirectly_standardised_ratio(per=1)",
    ),
    *("directly_standardised_rate(per=100_000)", "__import__('os').system('true')", "open('trace', 'w')"),
    *(
        "eval('1')",
        "().__class__",
        "(lambda: 1)()",
        "[open(x) for x in 'a']",
        "(x := 1)",
        "print",
        "os",
        "x[0]",
    ),
    *("(yield)", "await_", "x", "rate.__globals__", "getattr(rate, 'x')", "'a' 'b'"),
]

# Pieces that stand in the text of a file.
WORDS = [
    *("(", ")", "{", "}", "[", "]", "*", "**", "'", '"', '"""', ":=", "lambda:", "__import__('os')", "None"),
    *("-1", "1e999", "\x00", "é", "\\", "\\ud800", "\\N{DASH}", "\t", "\r", "\f", "\u2028", "\xa0", "#", ";"),
    *(
        "\U0001f4a5",
        "import os",
        "from os import *",
        "from . import x",
        "from metrics import rate as r",
        "=",
        "==",
    ),
    *(
        "def f(): pass",
        "class Metric: pass",
        "metric",
        "metric = Metric()",
        "async",
        "match x:",
        "@x",
        "\n\n",
        "\\\n",
    ),
    *(
        "\ufeff",
        "f'",
        "b'",
        "rb'",
        "1_",
        "0x",
        "0b2",
        "1__0",
        "٣",
        "ﬁeld",
        "'\\x'",
        "'\\d'",
        "`",
        "$",
        "?",
        "!",
        "~",
    ),
]

# The SQL of a where: what may stand there, and every other construct.
WHERES = [
    *("age > 5", "sex = 'male'", "age BETWEEN 5 AND 10", "age BETWEEN 80 AND 10", "age NOT BETWEEN 5 AND -5"),
    *("admission_method IN emergency_methods", "primary_diagnosis NOT IN asthma AND age >= 35", "", "   "),
    *("admission_method IN ('21', '22') OR NOT (length_of_stay IS NULL)", "primary_diagnosis LIKE 'J4%'"),
    *("age BETWEEN SYMMETRIC 10 AND 5", "age = - -5", "sex = -'male'", "sex = (5)", "age > (sex = 'male')"),
    *(
        "age = (1, 2)",
        "age IN ((1, 2))",
        "age IN (1, (2))",
        "age = sex",
        "age LIKE 5",
        "age LIKE '5'",
        "age = age",
    ),
    *("age IN x.asthma", 'primary_diagnosis IN "asthma"', "primary_diagnosis IN asthma.asthma", "AGE > 5"),
    *("age IN (SELECT age FROM deaths)", "age > (SELECT MAX(age) FROM deaths)", "EXISTS (SELECT 1)", "1 = 1"),
    *("lower(sex) = 'male'", "CAST(age AS TEXT) = '5'", "age::text = '5'", "TRY_CAST(age AS INT) = 5", "age"),
    *("CASE WHEN age > 1 THEN TRUE END", "CASE age WHEN 1 THEN 2 ELSE 3 END = 2", "sex || 'x' = 'malex'"),
    *(
        "sex -> 'a' = 'b'",
        "sex ->> 'a' = 'b'",
        "sex #> '{a}' = 'b'",
        "age IN [1, 2]",
        "age = [1, 2][1]",
        "{}",
    ),
    *(
        "list_filter([1], x -> x > 1)",
        "list_filter([1], lambda x: x > 1)",
        "x -> x",
        "{'a': 1}.a = 1",
        "MAP {1: 2}",
    ),
    *(
        "SUM(age) OVER (PARTITION BY sex) > 1",
        "ROW_NUMBER() OVER () = 1",
        "age > 5 UNION SELECT 1",
        "age; age",
    ),
    *(
        "age > 5 EXCEPT SELECT 1",
        "age > 5 -- rest",
        "age /* x */ > 5",
        "age > 5; DROP TABLE deaths",
        "age > 5 # x",
    ),
    *(
        "age = $1",
        "age = ?",
        "age = :x",
        "age = @x",
        "age = {x}",
        "age = {{ x }}",
        "age = $x",
        "age = %s",
        "age = %(x)s",
    ),
    *(
        "sex ILIKE 'm'",
        "sex SIMILAR TO 'm'",
        "sex REGEXP 'm'",
        "sex RLIKE 'm'",
        "sex ~ 'm'",
        "sex !~~ 'm'",
        "sex GLOB 'm'",
    ),
    *(
        "sex LIKE 'a' ESCAPE '!'",
        "sex LIKE ANY ('a', 'b')",
        "sex LIKE ALL ('a')",
        "age = ANY (1)",
        "age = SOME (1)",
    ),
    *(
        "age >= ALL (SELECT 1)",
        "(age, sex) IN ((1, 'male'))",
        "(age, sex) = (1, 'male')",
        "ROW(age) = ROW(1)",
        "*",
    ),
    *(
        "age IS TRUE",
        "age IS UNKNOWN",
        "age IS NOT DISTINCT FROM 5",
        "age IS 5",
        "age <=> 5",
        "age == 5",
        "age != 5",
    ),
    *(
        "age IS DISTINCT FROM NULL",
        "age ISNULL",
        "age NOTNULL",
        "NULL",
        "NOT NULL",
        "age = NULL",
        "TRUE",
        "age AND TRUE",
    ),
    *(
        "age + 1 > 2",
        "age % 2 = 0",
        "age ** 2 > 1",
        "age // 2 = 1",
        "age & 1 = 1",
        "age << 1 > 1",
        "-age > 1",
        "~age = 1",
    ),
    *(
        "age > 1e400",
        "age > 0x1F",
        "age > 1_000",
        "age > .5",
        "age > 5.",
        "age > 999999999999",
        "sex = X'00'",
        "sex = b'1'",
    ),
    *(
        "sex = $$male$$",
        "sex = $t$male$t$",
        "sex = E'\\n'",
        "sex = N'x'",
        "sex = U&'x'",
        "sex = 'it''s'",
        'sex = "male"',
    ),
    *(
        "sex = 'male",
        "sex = male'",
        "'",
        '"',
        "`age` > 1",
        "[age] > 1",
        "(",
        ")",
        "((age > 1)",
        "age > 5) OR (1 = 1",
    ),
    *(
        "age > 5 ORDER BY age",
        "age > 5 LIMIT 1",
        "age > 5 GROUP BY age",
        "age > 5 HAVING 1",
        "age > 5 QUALIFY 1 = 1",
    ),
    *(
        "age > 5 WINDOW w AS ()",
        "age > 5 FETCH FIRST 1 ROW ONLY",
        "age > 5 FOR UPDATE",
        "age > 5 INTO x",
        "age > 5 FROM x",
    ),
    *(
        "age > DATE '2024-01-01'",
        "age > INTERVAL 1 DAY",
        "age > CURRENT_DATE",
        "age AT TIME ZONE 'x' = 1",
        "EXTRACT(x FROM age)",
    ),
    *(
        "age COLLATE x = 1",
        "sex COLLATE NOCASE = 'a'",
        "age BETWEEN 1 AND 2 AND 3",
        "age IN ()",
        "age IN (1,)",
        "age IN",
    ),
    *(
        "person_id = 1",
        "lsoa_code = 'E01000001'",
        "e.age > 1",
        "a.b.c.d.e = 1",
        "age.x = 1",
        "COLUMNS(*) > 1",
        "#1 = 1",
    ),
    *(
        "read_csv('/etc/passwd') = 'x'",
        "getenv('HOME') = 'x'",
        "pg_sleep(1) = 1",
        "age IN UNNEST([1])",
        "age IN (VALUES (1))",
    ),
    *(
        "NOT " * 900 + "age > 1",
        "(" * 400 + "age > 1" + ")" * 400,
        "age > 1 OR " * 350 + "age > 1",
        "-" * 500 + "1 = 1",
    ),
    *(
        "age > 1 AND " * 333,
        "sex = '" + "x" * 3_980 + "'",
        "x" * 4_001,
        "age IN (" + "1, " * 1_300 + "1)",
        "é > 1",
    ),
    *(
        "\U0001f4a5 = 1",
        "age > '\U0001f4a5'",
        "age\x00 > 1",
        "age > 1\x00",
        "\ufeffage > 1",
        "age\u2003> 1",
        "age > ٣",
    ),
    *(
        "PIVOT x",
        "WITH x AS (SELECT 1) SELECT 1",
        "SELECT 1",
        "age IN (TABLE x)",
        "MATCH (a) AGAINST ('x')",
        "age OVERLAPS 1",
    ),
    *(
        "IF(age > 1, 2, 3) = 2",
        "COALESCE(age, 1) = 1",
        "NULLIF(age, 1) IS NULL",
        "age IS JSON",
        "age MEMBER OF (x)",
        "age:x = 1",
    ),
    *(
        "XOR(age > 1, age > 2)",
        "age > 1 XOR age > 2",
        "age > 1 && age > 2",
        "age > 1 || age > 2",
        "!age",
        "PRIOR age = 1",
    ),
]
