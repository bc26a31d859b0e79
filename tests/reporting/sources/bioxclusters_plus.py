"""bioXclusters plus, Key Achievements: tables A to F, cell by cell, slips of the pen included.

Superscripts are set on the line ("10th"). One cell is not as printed: the next steps with CEBR
name a person there, and nobody is named here.
"""

SLUG = "bioxclusters-plus"

# preparatory events, C2C events, C2C meetings, B2B events, B2B meetings
EVENTS = [
    ("US", "USA", 0, 2, 17, 1, 14),
    ("JP", "Japan", 0, 3, 81, 2, 664),
    ("CA", "Canada", 0, 1, 30, 0, 0),
    ("CN", "China", 0, 1, 11, 0, 0),
    ("AU", "Australia", 0, 0, 0, 2, 6),
    ("BR", "Brazil", 0, 0, 0, 0, 0),  # no row in the document
    ("KR", "South Korea", 0, 0, 0, 0, 0),  # no row in the document
    ("ALL", "ALL", 0, 1, 4, 0, 0),
]

# EU clusters, EU SMEs, third-country clusters, third-country SMEs
STAKEHOLDERS = [
    ("US", "USA", 0, 14, 11, 1),
    ("JP", "Japan", 55, 116, 10, 146),
    ("CA", "Canada", 3, 15, 2, 2),
    ("CN", "China", 0, 7, 3, 80),
    ("AU", "South Australia", 0, 17, 1, 0),
    ("BR", "Brazil", 1, 1, 2, 0),
    ("KR", "South Korea", 0, 1, 1, 1),
]

CLUSTER_CASES = [
    {
        "market": "USA",
        "type": 1,
        "number": 2,
        "description": (
            "1 Fact-finding mission organised in June 2017 "
            "Organisation of a 1 B2B session with ABBVIE and EU SMEs"
        ),
        "objectives": [1, 2, 8, 13, 14],
        "objectives_printed": "1/2/8/13/14",
        "sectors": ["Pharma", "Healthcare"],
        "partners": [
            "The Wistar Institute",
            "The Children Institute of Philadelphia",
            "ABBVIE",
        ],
    },
    {
        "market": "USA",
        "type": 2,
        "number": 1,
        "description": (
            "1 Gateway agreement between BioXclusters Plus partnership and the Wistar "
            "to provide support services"
        ),
        "objectives": [1, 2, 8, 13, 14],
        "objectives_printed": "1/2/8/13/14",
        "sectors": ["Pharma", "Healthcare"],
        "partners": ["The Wistar Institute"],
    },
    {
        "market": "Japan",
        "type": 1,
        "number": 3,
        "description": (
            "Organisation 2 of a common Partnering Events "
            "Organisation of 1 C2C session at Bio Europe 2016"
        ),
        "objectives": [12, 13, 14],
        "objectives_printed": "12/13/14",
        "sectors": ["Pharma", "Healthcare"],
        "partners": ["Osaka Bio Headquarters", "JBA"],
    },
    {
        "market": "Japan",
        "type": 2,
        "number": 1,
        "description": "Signature of a MoU signed between the Osaka Bio Headquarters",
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["Osaka Bio Headquarters"],
    },
    {
        "market": "Canada",
        "type": 1,
        "number": 1,
        "description": "Organisation of a C2C session dedicated to EU and Canada relations",
        "objectives": [12, 13, 14],
        "objectives_printed": "12/13/14",
        "sectors": ["Life Sciences", "Pharma", "Healthcare"],
        "partners": ["ToHealth", "Montreal InVivo"],
    },
    {
        "market": "Canada",
        "type": 2,
        "number": 1,
        "description": "Signature of a MoU with Toronto Health",
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Life Sciences", "Pharma", "Healthcare"],
        "partners": ["ToHealth"],
    },
    {
        "market": "China",
        "type": 1,
        "number": 1,
        "description": "1 Fact finding mission in China – common event in Shanghai SEBP 207",
        "objectives": [11, 12, 13, 14],
        "objectives_printed": "11/12/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["Fenglin Group", "G-Med consulting"],
    },
    {
        "market": "China",
        "type": 2,
        "number": 1,
        "description": "1 Gateway agreement signed with Fenglin Group to support SMEs",
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["Fenglin Group", "G-Med consulting"],
    },
    {
        "market": "Australia",
        "type": 1,
        "number": 1,
        "description": "Organisation of inbound missions and workshops to EU companies",
        "objectives": [12, 13, 14],
        "objectives_printed": "12/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["Health Industries South Australia"],
    },
    {
        "market": "Australia",
        "type": 2,
        "number": 1,
        "description": "Signature of a MoU with HISA",
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["HISA"],
    },
    {
        "market": "Brazil",
        "type": 2,
        "number": 2,
        "description": (
            "2 gateways agreements between bioXclusters Plus partnership and 2 organisations "
            "based in Brazil to support SMEs"
        ),
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Pharma", "Healthcare", "Medical devices"],
        "partners": ["Biominas", "Cinnamed"],
    },
    {
        "market": "South Korea",
        "type": 2,
        "number": 1,
        "description": "Signature of a MoU with the Chuncheon Park",
        "objectives": [1, 2, 3, 4, 5, 8, 11, 13, 14],
        "objectives_printed": "1/2/3/4/5/8/11/13/14",
        "sectors": ["Life Sciences", "Pharma", "Healthcare"],
        "partners": ["Chuncheon Park"],
    },
]

SME_CASES = [
    {
        "market": "USA",
        "company": "Altmann Analytik GmbH & Co. KG (DE)",
        "number": 1,
        "description": (
            "The company is interested in consulting services (legal and tax), a virtual office "
            "and contact to a local network of business people."
        ),
        "objectives": [],
        "objectives_printed": "Nr. Other legal",
        "sector": "Pharma supplier and trade",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "Anaxomics Biotech SL (SP)",
        "number": 1,
        "description": ("The company is looking for international clients to enrich its business."),
        "objectives": [3],
        "objectives_printed": "Nr. 3 Business request",
        "sector": "Biotech company",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "InGeneron GmbH (DE)",
        "number": 1,
        "description": (
            "Comprehensive evaluation of the US market in terms of medical and commercial "
            "attractiveness as well as identification of key success factors for the initiation "
            "of clinical trials required for a market entry."
        ),
        "objectives": [1, 13],
        "objectives_printed": "Nr. 1, 13",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "Lophius Biosciences GmbH (DE)",
        "number": 1,
        "description": "Finding business partners and obtain FDA approval for their product.",
        "objectives": [3],
        "objectives_printed": "Nr. 3 Business partner",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "NISO Biomed (IT)",
        "number": 1,
        "description": (
            "The company requires advice to obtain the FDA approval in USA for their product."
        ),
        "objectives": [],
        "objectives_printed": "Nr. Other Consulting services (regulatory)",
        "sector": "Medical Devices",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "PreOmics (DE)",
        "number": 1,
        "description": "The company is looking for local distribution partners.",
        "objectives": [3],
        "objectives_printed": "Nr. 3",
        "sector": "Biotech Devices & Reagents",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "ProJect Pharmaceutics GmbH (DE)",
        "number": 1,
        "description": "Matchmaking and meetings with local professionals.",
        "objectives": [12, 13],
        "objectives_printed": "Nr. 12, 13",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "USA",
        "company": "tilibit nanosystems GmbH (DE)",
        "number": 1,
        "description": "Identify and contact partners for collaborative R&D projects.",
        "objectives": [1],
        "objectives_printed": "Nr. 1",
        "sector": "Nano-technology",
        "partner_type": "Cluster",
        "partner": "Wistar Institute",
    },
    {
        "market": "Japan",
        "company": "CTI Biotech (FR)",
        "number": 2,
        "description": (
            "1 office establishment of a Japan firm in CTI's office in France "
            "1 Signature of 1 Material Transfer Agreement (MTA)"
        ),
        "objectives": [2, 8],
        "objectives_printed": "Nr 8 Nr 2",
        "sector": "Biotech",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Japan",
        "company": "CYTOO (FR)",
        "number": 1,
        "description": "Emergence of 1 collaborative project – ongoing",
        "objectives": [2],
        "objectives_printed": "Nr 2",
        "sector": "Biotech",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Japan",
        "company": "Leukocare AG (DE)",
        "number": 1,
        "description": "Collaboration envisaged with a Japan Pharma group",
        "objectives": [14],
        "objectives_printed": "Nr 14",
        "sector": "Biotech formulation platform",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Japan",
        "company": "Mind the Byte (SP)",
        "number": 1,
        "description": "Signature of a distribution agreement with Japanese firm Filgen",
        "objectives": [3],
        "objectives_printed": "Nr 3",
        "sector": "Biotech",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Japan",
        "company": "MMI GmbH (DE)",
        "number": 1,
        "description": (
            "Realisation of surveys on the possibility of market entry for the company MMI "
            "and its research equipment in Japan."
        ),
        "objectives": [1],
        "objectives_printed": "Nr. 1 business offer, business request",
        "sector": "Biotech Devices & Reagents",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Japan",
        "company": "Silantes GmbH (DE)",
        "number": 1,
        "description": (
            "Enhancement of distribution of stable isotope products of Silantes GmbH "
            "in life science research market in Japan."
        ),
        "objectives": [5, 8],
        "objectives_printed": "Nr. 8, 5",
        "sector": "Biotech Devices & Reagents",
        "partner_type": "Cluster",
        "partner": "Osaka Bio Headquarters",
    },
    {
        "market": "Canada",
        "company": "Cellasys GmbH (DE)",
        "number": 1,
        "description": (
            "Support the company in identifying distributors and in receiving regulatory advice."
        ),
        "objectives": [],
        "objectives_printed": "Nr. Other Consulting services (regulatory)",
        "sector": "Biotech Devices & Reagents",
        "partner_type": "External expert",
        "partner": "Santis Health",
    },
    {
        "market": "China",
        "company": "Easyfor Medical Device (IT)",
        "number": 1,
        "description": (
            "To identify reliable distributors in China and have an overview of the market "
            "potential"
        ),
        "objectives": [3, 4, 5],
        "objectives_printed": "Nr. 3 - 5",
        "sector": "Medical devices",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "Euroclone (IT)",
        "number": 1,
        "description": (
            "To seek potential clients or distribution partners to sell its isolators or stem "
            "cell production equipment in China."
        ),
        "objectives": [1, 2, 3],
        "objectives_printed": "Nr. 1 - 3",
        "sector": "Medical devices",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "Ixtal (IT)",
        "number": 1,
        "description": (
            "To identify potential Clients / Partners in China in the drug discovery or food "
            "industry"
        ),
        "objectives": [13],
        "objectives_printed": "Nr. 13",
        "sector": "Biotech company",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "MetaHeps GmbH (DE)",
        "number": 1,
        "description": (
            "To identify the market in China: "
            "- Research: How Chinese CRO/Pharma/CFDA deal with suspected DILI in clinical trials "
            "and postmarketing & Perception of MetaHeps technology from CRO/Pharma/CFDA "
            "- Business development: Develop a list of leads from CRO/Pharma/CFDA or TCM clinics "
            "& Help implement collaboration with potential partners"
        ),
        "objectives": [1, 3],
        "objectives_printed": "Nr. 1, 3",
        "sector": "Biotech Preclinical Services",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "Neolys Diagnostics (FR)",
        "number": 1,
        "description": (
            "To identify ideal partner(s) in China: Radiotherapy: General understanding of "
            "radiotherapy market in China and evaluate the market opportunity for Neolys "
            "& to develop a list of potential candidates"
        ),
        "objectives": [12],
        "objectives_printed": "Nr. 12",
        "sector": "Diagnostics",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "Nosopharm (FR)",
        "number": 1,
        "description": (
            "To identify potential investors and development partners in the antibiotic sector"
        ),
        "objectives": [12],
        "objectives_printed": "Nr. 12",
        "sector": "Biotech company",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "China",
        "company": "SpheroTec GmbH (DE)",
        "number": 1,
        "description": (
            "To establish operation in China: to understand regulatory pathway on tissue sample "
            "test lab in China and decision-making process on cancer treatment"
        ),
        "objectives": [1, 8],
        "objectives_printed": "Nr. 1, 8",
        "sector": "Biotech Preclinical Services",
        "partner_type": "External expert",
        "partner": "G-Med consulting",
    },
    {
        "market": "Australia",
        "company": "Àvida Biotech, S.L. (SP)",
        "number": 1,
        "description": (
            "Gather contacts in impact investing in the Australian health research community."
        ),
        "objectives": [11],
        "objectives_printed": "Nr. 11",
        "sector": "Biotech Company",
        "partner_type": "Cluster",
        "partner": "Health Industries South Australia",
    },
    {
        "market": "Brazil",
        "company": "Herniamesh (IT)",
        "number": 1,
        "description": (
            "Support the company in registering their products on the Brazilian Medical Devices "
            "Market and finding appropriate legal and commercial structures in the country."
        ),
        "objectives": [],
        "objectives_printed": "Nr. Other Regulatory support;",
        "sector": "Medical devices",
        "partner_type": "External expert",
        "partner": "Cinnamed",
    },
    {
        "market": "South Korea",
        "company": "Bicoll (DE)",
        "number": 1,
        "description": (
            "To get ready to use marketing environment understanding in order to arrange the "
            "targeted business meetings with potential clients in South Korea"
        ),
        "objectives": [12, 13],
        "objectives_printed": (
            "Nr. 12, 13 Market information; access to networks of knowledge; matchmaking."
        ),
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner_type": "External expert",
        "partner": "G&S Corporate consulting Korea",
    },
]

CONSORTIUM = ["Lyonbiopole", "BioPmed", "Biocat", "BioM"]

PARTNERING_EVENTS = (
    "On October 11, 2016 and Oct. 10th 2017, the bioXclusters' partners organised two B2B events "
    "dedicated to EU-Japan pharma companies and clusters in Osaka. Both organisations (the EU "
    "Japan Centre and bioXclusters) worked for several months to organise the event in terms of "
    "promotion, programme of the mission, logistics."
)

CLUSTER_CASE_DETAILS = [
    {
        "clusters": CONSORTIUM,
        "sector": "Biotech-medtech health",
        "partner": "European Japan Center",
        "partner_country": "Belgium",
        "case": PARTNERING_EVENTS,
        "main_steps": (
            "Organisation of 2 editions of the European Japan biotech and pharma partnering events."
        ),
        "next_steps": (
            "This event aims at becoming an annual forum for European and Japanese companies"
        ),
    },
    {
        "clusters": CONSORTIUM,
        "sector": "Biotech-medtech health",
        "partner": "EU-Japan Centre for Industrial Cooperation (EEN Japan)",
        "partner_country": "Japan Tokyo Office",
        "case": PARTNERING_EVENTS,
        "main_steps": (
            "Organisation of 2 editions of the European Japan biotech and pharma partnering "
            "events. The EEN partners implemented the B2Match platform to facilitate the "
            "organisation of the meetings."
        ),
        "next_steps": (
            "This event aims at becoming an annual forum for European and Japanese companies"
        ),
    },
    {
        "clusters": CONSORTIUM,
        "sector": "Biotech-medtech health",
        "partner": "European American Enterprise council (EAEC)",
        "partner_country": "US",
        "case": (
            "In June 2017, the bioXclusters' alliance organised a fact-finding mission in the US "
            "(Greater Philadelphia) and C2C meetings with the strong support of EAEC."
        ),
        "main_steps": (
            "2-day mission agenda dedicated to high level meetings with Economic organisations, "
            "government's representatives and clusters."
        ),
        "next_steps": (
            "Potential organisation of a mission in the US in 2018. In the framework of the EU "
            'project "NEAR US"'
        ),
    },
    {
        "clusters": CONSORTIUM,
        "sector": "Biotech-medtech health",
        "partner": "Council of European Bio Regions (CEBR)",
        "partner_country": "Belgium",
        "case": (
            "The Council of European Bio-Regions (CEBR) has been involved in many project "
            "activities, in particular in the promotion of the C2C events; the CEBR management "
            "mobilised its network of life sciences clusters to participate in the session. The "
            "CEBR meeting organised in Berlin on November 7th, was a good occasion to share the "
            "bioXclusters experience with the rest of the network"
        ),
        "main_steps": "Dissemination activities and mobilisation of EU clusters",
        "next_steps": (
            "BioM holds the presidency of CEBR, so information will continue to get disseminated."
        ),
    },
    {
        "clusters": CONSORTIUM,
        "sector": "Technologies applied to health",
        "partner": "Silicon Europe Worldwide",
        "partner_country": "Belgium (DSP Valley as coordinator)",
        "case": (
            "During the project lifetime many discussions were held between the 2 consortia; both "
            "exchanged about the project management and plan of actions. Both tried to identify "
            "some common interests for the target countries. There was no possibility to organise "
            "further common activities."
        ),
        "main_steps": "",
        "next_steps": "",
    },
]

LATER = "To be defined at a later stage"

SME_CASE_DETAILS = [
    {
        "company": "Euroclone (IT)",
        "sector": "Medical devices",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To seek potential clients or distribution partners to sell its "
            "isolators or stem cell production equipment in China."
        ),
        "main_steps": (
            "SUPPORT ONGOING - Desk research "
            "- Identification and interview of three sizable stem cell related companies to "
            "investigate the market potential "
            "- Identification of two major pharmaceutical companies and understand if they need "
            "EuroClone's services "
            "- Recommendation on the business development strategy"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Easyfor Medical Device (IT)",
        "sector": "Medical devices",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To identify one reliable distributor in China and get an overview "
            "of the market potential"
        ),
        "main_steps": (
            "SUPPORT ONGOING Meeting with potential distributors and follow up actions with "
            "identified distributors"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Ixtal (IT)",
        "sector": "Biotech company",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To identify potential Clients / Partners in China in the drug "
            "discovery or food industry"
        ),
        "main_steps": (
            "SUPPORT ONGOING "
            "- To understand the current services on protein X-Ray crystallography and protein "
            "design or production provided by CRO companies "
            "- Desk research on medium size CROs which may need protein, design / production or "
            "small molecule X-ray crystallography service "
            "- Identify and interview 3-4 drug discovery companies or research institute which "
            "may have potential to become Ixtal's customers"
        ),
        "next_steps": LATER,
    },
    {
        "company": "MetaHeps GmbH (DE)",
        "sector": "Biotech Preclinical Services",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To identify the market in China: - Research: "
            "*How Chinese CRO/Pharma/CFDA deal with suspected DILI in clinical trials and "
            "postmarketing "
            "*Perception of MetaHeps technology from CRO/Pharma/CFDA "
            "- Business development: "
            "* Develop a list of leads from CRO/Pharma/CFDA or TCM clinics "
            "*Help implement collaboration with potential partners"
        ),
        "main_steps": (
            "SUPPORT ONGOING "
            "- Identify CFDA division for monitoring adversary effects and key contact "
            "- Understand current CFDA solutions to address DILI "
            "- Opportunity to improve IDLI management by partnering with MetaHeps in the TCM area"
        ),
        "next_steps": LATER,
    },
    {
        "company": "SpheroTec GmbH (DE)",
        "sector": "Biotech Preclinical Services",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To establish operation in China: "
            "- understand regulatory pathway on tissue sample test lab in China "
            "- understand decision making process on cancer treatment"
        ),
        "main_steps": (
            "SUPPORT ONGOING "
            "- to investigate hospitals and regulatory guidelines on third party test on cancer "
            "treatment "
            "- to investigate oncologists and pathologists on the decision-making process "
            "- to understand the pricing and reimbursement system"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Nosopharm (FR)",
        "sector": "Biotech company",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To identify potential investors and development partners in the "
            "antibiotic sector"
        ),
        "main_steps": (
            "SUPPORT ONGOING Selection 4-5 potential partners / investors following the criteria: "
            "- product match: novel drug developer or antibiotic generic producers "
            "- clinical capability: phase II and III trial development "
            "- Partnership match: potential licensing in agreement"
        ),
        "next_steps": (
            "After a 1st study, the Company might decide to get concentrated on Europe and US."
        ),
    },
    {
        "company": "Neolys Diagnostics (FR)",
        "sector": "Diagnostics",
        "partner": "G-Med consulting",
        "partner_country": "China",
        "case": (
            "Project objective: To identify ideal partner(s) in China: "
            "- Radiotherapy: General understanding of radiotherapy market in China and evaluate "
            "the market opportunity for Neolys "
            "- Develop a list of potential candidates"
        ),
        "main_steps": (
            "SUPPORT ONGOING 2 major oncology hospitals: to visit their radiotherapy divisions to "
            "understand the market potential "
            "Screen potential candidates via following criteria: "
            "- Lab facilities for Elisa test "
            "- Set-up specialised lab for tissue test "
            "- Certified for clinical test on oncology and strong coverage of Radio-therapy or "
            "oncology treatment centres"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Àvida Biotech S.L. (SP)",
        "sector": "Biotech Company",
        "partner": "Health Industries South Australia",
        "partner_country": "Australia",
        "case": (
            "Project objective: Acquire contacts in impact investing in the Australian health "
            "research community."
        ),
        "main_steps": (
            "SUPPORT ONGOING Support in finding several leads that can generate "
            "collaboration/funding opportunities-"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Herniamesh (IT)",
        "sector": "Medical devices",
        "partner": "Cinnamed",
        "partner_country": "Brazil",
        "case": (
            "Project objective: support the company in registering their products on the "
            "Brazilian Medical Devices Market and finding appropriate legal and commercial "
            "structures in the country."
        ),
        "main_steps": (
            "SUPPORT ONGOING Analysis and evaluation of most suitable scenario for a sustainable "
            "and successful partnership in Brazil and creating a timeline and a cost estimate. "
            "Produce recommendation of most sustainable strategy for bringing the company's "
            "products to Brazil"
        ),
        "next_steps": LATER,
    },
    {
        "company": "Cellasys GmbH (DE)",
        "sector": "Biotech Devices & Reagents",
        "partner": "Santis Health",
        "partner_country": "Canada",
        "case": (
            "Project objective: Support the company in identifying distributors and in receiving "
            "regulatory advice."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Silantes GmbH (DE)",
        "sector": "Biotech Devices & Reagents",
        "partner": "Osaka Bio Headquarters",
        "partner_country": "Japan",
        "case": (
            "Project objective: Enhancement of distribution of stable isotope products of "
            "Silantes GmbH in life science research market in Japan."
        ),
        "main_steps": (
            "SUPPORT ONGOING Support in assessing various distributing agents on the Japanese "
            "market."
        ),
        "next_steps": LATER,
    },
    {
        "company": "MMI GmbH (DE)",
        "sector": "Biotech Devices & Reagents",
        "partner": "Osaka Bio Headquarters",
        "partner_country": "Japan",
        "case": (
            "Project objective: Survey on the possibility of market entry for the company MMI and "
            "its research equipment in Japan."
        ),
        "main_steps": (
            "SUPPORT ONGOING Support in assessing and evaluating a possible entry in the Japanese "
            "market."
        ),
        "next_steps": LATER,
    },
    {
        "company": "Bicoll (DE)",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner": "G&S Corporate consulting Korea",
        "partner_country": "South Korea",
        "case": (
            "Project objective: To get ready to use marketing environment understanding in order "
            "to arrange the targeted business meetings with potential clients in South Korea"
        ),
        "main_steps": (
            "SUPPORT ONGOING Identification of "
            "- main competitors (3 to 5) "
            "- main potential industry customers sorted to region (5 to 10) "
            "- main potential academia customers sorted to region (5 to 10) "
            "- potential business partners (key opinion leaders) "
            "- main events (exhibitions, networking etc.) in the regions of the main customers "
            "(3-5)"
        ),
        "next_steps": LATER,
    },
    {
        "company": "NISO Biomed (IT)",
        "sector": "Medical Devices",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: The company requires advice to obtain the FDA approval in USA for "
            "their product."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Altmann Analytik GmbH & Co. KG (DE)",
        "sector": "Pharma supplier and trade",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: The company is interested in consulting services (legal and tax), "
            "a virtual office and contact to a local network of business people."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "PreOmics (DE)",
        "sector": "Biotech Devices & Reagents",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": "Project objective: The company is looking for local distribution partners.",
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "InGeneron GmbH (DE)",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: comprehensive evaluation of the US market in terms of medical and "
            "commercial attractiveness as well as identification of key success factors for the "
            "initiation of clinical trials required for a market entry."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Project Pharmaceuticals GmbH (DE)",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": "Project objective: Matchmaking and meetings with local professionals.",
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Lophius Biosciences GmbH (DE)",
        "sector": "Biotech Therapeutics & Diagnostics",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: Finding business partners and obtain FDA approval for their "
            "product."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "tilibit nanosystems GmbH (DE)",
        "sector": "Nano-technology",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: Identify and contact partners for collaborative R&D projects."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Anaxomics Biotech SL (SP)",
        "sector": "Biotech company",
        "partner": "Wistar Institute",
        "partner_country": "USA",
        "case": (
            "Project objective: The company is looking for international clients to enrich its "
            "business."
        ),
        "main_steps": "SUPPORT ONGOING",
        "next_steps": LATER,
    },
    {
        "company": "Leukocare AG (DE)",
        "sector": "Biotech company",
        "partner": "Osaka BioHQ",
        "partner_country": "JAPAN",
        "case": "Collaboration envisaged with a Japan Pharma group",
        "main_steps": "Meetings and exchanges",
        "next_steps": LATER,
    },
    {
        "company": "Mind the Byte (SP)",
        "sector": "Biotech company",
        "partner": "Osaka BioHQ",
        "partner_country": "JAPAN",
        "case": "Signature of a distribution agreement with Japanese firm Filgen",
        "main_steps": "",
        "next_steps": "",
    },
    {
        "company": "CYTOO (FR)",
        "sector": "Biotech company",
        "partner": "Osaka BioHQ",
        "partner_country": "JAPAN",
        "case": "Emergence of a collaborative project – confidential / ongoing",
        "main_steps": "",
        "next_steps": "",
    },
    {
        "company": "CTI BIOTECH (FR)",
        "sector": "Biotech company",
        "partner": "Osaka BioHQ",
        "partner_country": "JAPAN",
        "case": (
            "1 Japan company establishes office in CTI offices – Technological collaboration – "
            "confidential 1 Signature of 1 Material Transfer Agreement (MTA) – confidential"
        ),
        "main_steps": "",
        "next_steps": "",
    },
]

TABLES = {
    "events": EVENTS,
    "stakeholders": STAKEHOLDERS,
    "cluster_cases": CLUSTER_CASES,
    "sme_cases": SME_CASES,
    "cluster_case_details": CLUSTER_CASE_DETAILS,
    "sme_case_details": SME_CASE_DETAILS,
}

TOTALS = {
    "events": {
        "preparatory_events": 0,
        "c2c_events": 8,
        "c2c_meetings": 143,  # the document prints 139
        "b2b_events": 5,
        "b2b_meetings": 684,
    },
    # The document prints no totals here.
    "stakeholders": {
        "eu_clusters": 59,
        "eu_smes": 171,
        "third_country_clusters": 30,
        "third_country_smes": 230,
    },
    "cluster_cases": {"number": 16},
    "sme_cases": {"number": 26},  # the document prints 25, the number of its rows
}

# What the finding is about, the figure that the document states, the figure that its tables give.
ERRORS = [
    # table A, total row; 17 + 81 + 30 + 11 + 4
    ("c2c meetings", 139, 143),
    # table D, total row; 24 cases of 1 and one of 2
    ("sme.*case|case.*sme", 25, 26),
    # introduction and summary; table A counts 1 + 2 + 2
    ("b2b", 4, 5),
    # introduction and summary: missions to Japan, China and the USA; table A: no preparatory event
    ("fact finding", 3, 0),
    # introduction and summary; table A: no preparatory event
    ("inbound", 3, 0),
    # "SME cooperation achievements": 1 + 1 + 2; in table D the first is only envisaged: 1 + 2
    ("sme.*agreement|agreement.*sme", 4, 3),
    # introduction: 21 SMEs supported; tables D and F list 25
    ("supported smes", 21, 25),
]

# Part of the measure's name, and the figure that is stated and right.
AGREED = [
    ("c2c_events", 8),
    ("b2b_events", 5),
    ("b2b_meetings", 684),
    ("agreement", 8),
    ("case", 16),
    # Table F marks just 21 SMEs "support ongoing", so that the work plans told in "SME cooperation
    # achievements" agree; the supported SMEs told in the introduction do not, see ERRORS.
    ("smes_with_work_plan", 21),
]
