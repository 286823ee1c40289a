"""One small plan, written in every style that people write: what edits of plan text are tried on."""

from __future__ import annotations

STYLES: dict[str, str] = {
    "block": """\
kind: project
id: shop
tasks:
  design:
    name: Design the flow
    effort: 5d
    tags: [ux, web]
  api:
    name: The API
    effort: 8d
    after: design
risks:
  late:
    name: It is late
    probability: 40%
""",
    "flow": """\
kind: project
id: shop
tasks:
  design: {name: Design the flow, effort: 5d, tags: [ux, web]}
  api: {name: The API, effort: 8d, after: design}
risks: {late: {name: It is late, probability: 40%}}
""",
    "flow over lines": """\
kind: project
id: shop
tasks: {
  design: {
    name: Design the flow,
    effort: 5d,
    tags: [
      ux,
      web
    ]
  },
  api: {name: The API, effort: 8d,
        after: design}
}
risks: {late: {name: It is late, probability: 40%}}
""",
    "all between braces": (
        "{kind: project, id: shop, tasks: {design: {name: Design the flow, effort: 5d, tags: [ux, web]}, "
        "api: {name: The API, effort: 8d, after: design}}, risks: {late: {name: It is late, probability: 40%}}}\n"
    ),
    "quoted keys": """\
"kind": project
'id': shop
"tasks":
  "design":
    'name': Design the flow
    "effort" : 5d
    "tags": [ux, web]
  'api': {"name": The API, 'effort': 8d, "after": design}
"risks":
  "late": {'name': It is late, "probability": 40%}
""",
    "quoted values": """\
kind: 'project'
id: "shop"
tasks:
  design:
    name: "Design: \\"the\\" flow"
    effort: '5d'
    tags: ["ux", 'web']
  api: {name: 'The ''API''', effort: "8d", after: "design"}
risks:
  late: {name: "It is late", probability: "40%"}
""",
    "literal and folded texts": """\
kind: project
id: shop
tasks:
  design:
    name: Design the flow
    description: |
      One line, then
        another: with a colon   # no comment

      and a third
    effort: 5d
    tags: [ux, web]
  api:
    description: >-
      Folded over
      two lines
    name: The API
    effort: 8d
    after: design
risks:
  late:
    name: It is late
    cause: |+
      kept

    probability: 40%
""",
    "texts over lines": """\
kind: project
id: shop
tasks:
  design:
    name: Design
      the flow
    effort: 5d
    tags: [ux, web]
  api:
    name: "The
      API"
    effort: 8d
    after: design
risks:
  late: {name: It is
    late, probability: 40%}
""",
    "lines that end as on Windows": """\
kind: project\r
id: shop\r
tasks:\r
  design:\r
    name: Design the flow   # drawn by dee\r
    effort: 5d\r
    tags:\r
      - ux\r
      - web\r
\r
  api: {name: The API, effort: 8d, after: design}\r
risks:\r
  late: {name: It is late, probability: 40%}\r
""",
    "a byte order mark": """\
\ufeffkind: project
id: shop
tasks:
  design: {name: Design the flow, effort: 5d, tags: [ux, web]}
  api:
    name: The API
    effort: 8d
    after: design
risks:
  late: {name: It is late, probability: 40%}
""",
    "tabs between": """\
kind:\tproject
id:  shop\t
tasks:
  design: {name:\tDesign the flow,\teffort: 5d,\ttags: [ux,\tweb]}\t# drawn
  api:
    name:\tThe API\t# with tabs
    effort:\t8d
    after: design\t
risks:
  late: {name: It is late, probability: 40%}
""",
    "comments at the ends of lines": """\
kind: project   # the kind
id: shop        # the id
tasks:          # what is to do
  design:       # first
    name: Design the flow   # drawn by dee
    effort: 5d              # guessed
    tags: [ux, web]         # two
  api: {name: The API, effort: 8d, after: design}   # second
risks:          # what may happen
  late: {name: It is late, probability: 40%}  # perhaps
# the end
""",
    "comments between": """\
# the plan of the shop
---
# what it is
kind: project
id: shop

# what is to do
tasks:
  # first
  design:
    # as on the board
    name: Design the flow
    # guessed
    effort: 5d
    tags:
      # both
      - ux
      # of the web
      - web
    # so far

  # then
  api:
    name: The API
    effort: 8d
    after: design
  # no more

# what may happen
risks:
  late:
    name: It is late
    # perhaps
    probability: 40%
# the end
""",
    "no line end at the end": """\
kind: project
id: shop
tasks:
  design: {name: Design the flow, effort: 5d, tags: [ux, web]}
  api: {name: The API, effort: 8d, after: design}
risks:
  late:
    name: It is late
    probability: 40%""",
    "four blanks": """\
kind: project
id: shop
tasks:
    design:
        name: Design the flow
        effort: 5d
        tags:
            - ux
            - web
    api:
        name: The API
        effort: 8d
        after:
            - design
risks:
    late:
        name: It is late
        probability: 40%
""",
    "lists that are not indented": """\
kind: project
id: shop
tasks:
  design:
    name: Design the flow
    tags:
    - ux
    - web
    effort: 5d
  api:
    after:
    - design
    name: The API
    effort: 8d
risks:
  late:
    name: It is late
    probability: 40%
""",
    "anchors and merges": """\
kind: project
id: shop
x-usual: &usual
  owner: ana
  effort: 5d
tasks:
  design:
    <<: *usual
    name: Design the flow
    tags: [ux, web]
  api: {<<: *usual, name: &called The API, effort: 8d, after: design}
  docs: {name: *called}
risks:
  late: {name: It is late, probability: 40%}
""",
    "items that hold nothing": """\
kind: project
id: shop
tasks:
  design:
  api: {}
  docs: ~
  tests:   # later
  more: {name: More, effort: 5d, tags: [ux, web]}
risks:
changes: {}
""",
    "a document between its marks": """\
%YAML 1.2
--- # the shop
kind: project
id: shop
tasks:

  design:

    name: Design the flow

    effort: 5d
    tags: [ux, web]


  api: {name: The API, effort: 8d, after: design}
risks:
  late: {name: It is late, probability: 40%}
...
""",
    "a part of a document": """\
part-of: shop
# the team's own
tasks:
 build:
  name: Build
  tasks:
   api: { name: The API , effort: 8d , after: [ design , draft ] }
   load: { name: Load , effort: 3d , tags: [ ux , web ] }
risks: { late: { name: It is late , probability: 40% } }
""",
    "keys far from their values": """\
kind:     project
id:       shop
tasks:
  design:
      name   :    Design the flow
      effort :
        5d
      tags   :
          [ux,
           web]
  api:
    name:   The API
    effort: 8d
    after:  design
risks:
  late:     {name:  It is late,  probability:  40%}
""",
}
