/** Words for the names of streets, places and providers. A base that starts with "=" is a whole name and takes no ending. */
export type NameTheme =
  | 'lanes'
  | 'people'
  | 'towns'
  | 'trees'
  | 'birds'
  | 'flowers'
  | 'composers'
  | 'progress'
  | 'village'
  | 'industry'
  | 'fields'

const split = (words: string): string[] => words.split(',').map((word) => word.replace(/^\s+/, ''))

export const NAME_POOLS: Readonly<Record<NameTheme, readonly string[]>> = {
  lanes: split(
    'Böttcher,Gerber,Töpfer,Schuh,Seiler,Kupfer,Kloster,Pfarr,Schul,Rosen,Fleischer,Weber,Färber,Bader,Hirten,Toten,Kirch,Rathaus,Mönche,Nonnen,' +
      'Schmiede,Tuchmacher,Kramer,Gold,Sack,Spital,Brauhaus,Stern,Löwen,Engel,Turm,Mauer,Wasser,Fischer,Korn,Eier,Hopfen,Mühl,Glocken,Küster,Propst,Domherren,' +
      '=Am Pranger,=Hinter der Waage,=Am Alten Markt,=Neuer Weg,=Kleiner Werder,=Poststraße,=Johannisstraße,=Am Brunnen,=Kornmarkt,=Heiliggeiststraße,=Zwinger,=Schlossberg',
  ),
  people: split(
    'Goethe,Schiller,Lessing,Heine,Herder,Kleist,Uhland,Körner,Fontane,Storm,Büchner,Hölderlin,Gutenberg,Luther,Melanchthon,Humboldt,Leibniz,Kant,Hegel,Fichte,Gauß,Kepler,' +
      'Röntgen,Siemens,Liebig,Virchow,Koch,Dürer,Cranach,Holbein,Menzel,Riemenschneider,Pestalozzi,Fröbel,Jahn,Raabe,Hebbel,Klopstock,Wieland,Novalis,Gellert,' +
      'Clara-Zetkin,Käthe-Kollwitz,Anne-Frank,Sophie-Scholl,Otto-von-Guericke,Marie-Curie,Lise-Meitner,Heinrich-Mann,Thomas-Mann,Ricarda-Huch,Bertha-von-Suttner,Louise-Otto-Peters,' +
      '=August-Bebel-Platz,=Bismarckstraße,=Kaiserstraße,=Moltkestraße,=Lutherplatz,=Wilhelmstraße,=Friedrichstraße,=Augustastraße',
  ),
  towns: split(
    'Berliner ,Leipziger ,Dresdner ,Erfurter ,Weimarer ,Jenaer ,Naumburger ,Wittenberger ,Dessauer ,Stendaler ,Braunschweiger ,Hannoversche ,Göttinger ,Kasseler ,Bremer ,' +
      'Hamburger ,Lübecker ,Rostocker ,Stralsunder ,Potsdamer ,Brandenburger ,Prager ,Brünner ,Breslauer ,Warschauer ,Posener ,Danziger ,Wiener ,Salzburger ,Straßburger ,Harzer ,Thüringer ,Anhalter ,Altmärker ,Uckermärker ,Pommersche ,Schlesische ,Sächsische ,Fränkische ,Schwäbische ,Hessische ,Westfälische ,Holsteiner ,Mecklenburger ,Rostocker ,Görlitzer ,Cottbuser ,Zwickauer ,Plauener ,Meißner ,Torgauer ,Freiberger ',
  ),
  trees: split(
    'Linden,Eichen,Buchen,Ahorn,Birken,Ulmen,Erlen,Eschen,Kastanien,Pappel,Weiden,Kiefern,Tannen,Fichten,Lärchen,Robinien,Platanen,Akazien,Haselnuss,Holunder,Schlehen,Ebereschen,' +
      'Kirsch,Apfel,Birnen,Pflaumen,Nussbaum,Quitten,Wacholder,Eiben,Hainbuchen,Weißdorn',
  ),
  birds: split(
    'Amsel,Drossel,Finken,Star,Meisen,Schwalben,Lerchen,Sperlings,Zeisig,Stieglitz,Rotkehlchen,Nachtigallen,Kuckuck,Reiher,Storchen,Kranich,Habicht,Falken,Bussard,Milan,Sperber,' +
      'Eulen,Kauz,Uhu,Elster,Häher,Specht,Pirol,Wachtel,Rebhuhn,Fasanen,Kiebitz,Eisvogel,Zaunkönig,Dompfaff,Grünfink,Bachstelzen,Tauben',
  ),
  flowers: split(
    'Rosen,Tulpen,Nelken,Astern,Dahlien,Veilchen,Flieder,Lilien,Narzissen,Krokus,Primel,Malven,Mohn,Kornblumen,Margeriten,Glockenblumen,Gladiolen,Iris,Jasmin,Lavendel,Levkojen,' +
      'Anemonen,Akelei,Begonien,Enzian,Ginster,Heide,Hortensien,Klee,Lupinen,Sonnenblumen,Zinnien,Schneeglöckchen,Maiglöckchen',
  ),
  composers: split(
    'Bach,Händel,Telemann,Haydn,Mozart,Beethoven,Schubert,Schumann,Mendelssohn,Brahms,Bruckner,Weber,Lortzing,Wagner,Liszt,Reger,Schütz,Buxtehude,Pachelbel,Gluck,Mahler,' +
      'Richard-Strauss,Johann-Strauß,Clara-Schumann,Fanny-Hensel,Hugo-Wolf,Robert-Franz,Carl-Orff,Kurt-Weill,Hanns-Eisler',
  ),
  progress: split(
    'Kosmonauten,Juri-Gagarin,Ziolkowski,Otto-Lilienthal,Albert-Einstein,Max-Planck,Robert-Koch,Erich-Kästner,Bertolt-Brecht,Anna-Seghers,Heinrich-Zille,Pablo-Neruda,Albert-Schweitzer,Bruno-Taut,' +
      'Hans-Grade,Otto-Hahn,Erich-Weinert,Ernst-Barlach,Lyonel-Feininger,Walter-Gropius,=Straße der Jugend,=Straße der Freundschaft,=Allee der Kosmonauten,=Am Stadtfeld,=Platz der Einheit,=Am Wasserturm',
  ),
  village: split(
    '=Dorfstraße,=Am Anger,=Lindenplatz,=Hinter den Gärten,=Am Teich,=Kirchplatz,=Schmiedeweg,=Alte Schäferei,=Am Feldrain,=Mittelstraße,=Bergstraße,=Gartenweg,=Am Gutshof,=Schulberg,' +
      '=Unterdorf,=Oberdorf,=Backhausweg,=Am Friedhof,=Sandweg,=Hohlweg,=Zum Bruch,=Am Spritzenhaus,=Kleine Seite,=Große Seite,=Triftweg,=Angerweg,=Am Dorfkrug,=Zur Mühle,=Bauernweg,' +
      '=Am Wiesengrund,=Steinweg,=Eschenweg,=Heuweg,=Im Winkel,=Krumme Straße,Pappel,Weiden,Schäfer,Müller,Imker,Ziegen,Gänse,Kirchen,Brunnen,Scheunen',
  ),
  industry: split(
    'Gewerbe,Industrie,Ziegelei,Ofen,Kessel,Werk,Zucker,Hafen,Gleis,Lokomotiv,Schlosser,Gießerei,Carl-Benz,Rudolf-Diesel,Werner-von-Siemens,Gottlieb-Daimler,=An der Tongrube,=Am Güterbahnhof,' +
      '=Am Umspannwerk,=Alte Zuckerfabrik',
  ),
  fields: split(
    '=Am Mühlgraben,=An den Gärten,=Kleingartenweg,=Am Sportplatz,=Zur Aue,=Am Werder,=Hopfenbreite,=Lange Wand,=Am Lerchenberg,=Zum Vorwerk,=Am Schöpfwerk,=Sandbreite,=Am Biesenbusch,' +
      'Wiesen,Feld,Auen,Koppel,Trift,Ufer,Deich,Schaf,Ried,Moor',
  ),
}

/** Endings in the order in which they are used up. */
export const STREET_ENDINGS: Readonly<Record<NameTheme, readonly string[]>> = {
  lanes: ['gasse', 'straße', 'stieg', 'hof'],
  people: ['straße', 'weg', 'ring', 'platz'],
  towns: ['straße', 'ring', 'weg', 'allee', 'platz'],
  trees: ['weg', 'straße', 'allee', 'ring', 'grund', 'hain'],
  birds: ['weg', 'stieg', 'grund', 'winkel', 'ring', 'hang'],
  flowers: ['weg', 'straße', 'ring', 'winkel', 'grund', 'hof'],
  composers: ['straße', 'weg', 'ring', 'platz'],
  progress: ['straße', 'ring', 'allee', 'weg', 'platz'],
  village: ['weg', 'straße', 'gasse', 'winkel'],
  industry: ['straße', 'ring', 'weg', 'park'],
  fields: ['weg', 'breite', 'stieg', 'allee'],
}

export const NAME_FRONTS = ['Kleine', 'Große', 'Alte', 'Neue', 'Obere', 'Untere', 'Vordere', 'Hintere']

export const SURNAMES = split(
  'Adler,Albrecht,Bauer,Becker,Berger,Böhm,Brandt,Busch,Dietrich,Ebert,Engel,Fischer,Franke,Friedrich,Fuchs,Gärtner,Graf,Günther,Haas,Hartmann,Heinrich,Herrmann,Hoffmann,Horn,' +
    'Jäger,Kaiser,Keller,Klein,Köhler,König,Krause,Krüger,Kuhn,Lange,Lehmann,Lindner,Lorenz,Ludwig,Maier,Martin,Möller,Neumann,Otto,Peters,Pohl,Richter,Roth,Sauer,Schäfer,Schmidt,Schneider,' +
    'Schreiber,Schubert,Schulz,Schwarz,Seidel,Simon,Sommer,Stein,Thomas,Vogel,Vogt,Voigt,Wagner,Walter,Weber,Weiß,Werner,Winkler,Winter,Wolf,Ziegler,Zimmermann',
)

export const PHARMACIES = split(
  'Rats,Löwen,Adler,Hirsch,Engel,Stern,Sonnen,Rosen,Linden,Kreuz,Stadt,Bahnhof,Markt,Schwanen,Apollo,Neue,Park,Auen,Brücken,Ring,Nord,Süd,Kastanien,Bären,Falken,Einhorn,Greif',
)

export const SUPERMARKETS = split(
  'Frischemarkt,Tiegut Discount,Billmart,Rewo,Edelka,Sparfuchs,Landkorb,Grünkauf,Auenmarkt',
)
export const SAINTS = split(
  'St. Marien,St. Nikolai,St. Johannis,St. Petri,St. Jakobi,St. Katharinen,St. Andreas,St. Laurentius,St. Stephani,Pauluskirche,Lutherkirche,Christuskirche,St. Martini,Heilig-Geist,St. Norbert,St. Mechthild',
)
export const KINDERGARTENS = split(
  'Zwergenland,Regenbogen,Sonnenschein,Pusteblume,Löwenzahn,Villa Kunterbunt,Spatzennest,Bummi,Märchenland,Rappelkiste,Kinderland,Wirbelwind,Flohkiste,Auenkinder,Waldwichtel,Kleeblatt,' +
    'Käferburg,Sternschnuppe,Schlaufüchse,Storchennest,Tausendfüßler,Bärenhöhle,Schwalbennest,Kunterbunt,Apfelbäumchen,Seepferdchen',
)
export const PROVIDERS = split(
  'Volkshilfe im Tal e. V.,Diakoniewerk am Fluss,Caritaskreis im Tal,Nachbarn helfen e. V.,Stadt,Seniorenwerk Aue gGmbH,Arbeiterhilfe Kreisverband,Kirchengemeinde,Lebenskreis e. V.,Paritas Sozialdienste gGmbH',
)
export const PARK_NAMES = split(
  'Rosengarten,Lutherpark,Lindenpark,Bürgerpark,Volkspark,Kastanienpark,Goethepark,Nordpark,Südpark,Westpark,Park am Wehr,Alter Friedhof,Schillerpark,Birkenhain',
)
export const ALLOTMENT_NAMES = split(
  'KGV Abendsonne e. V.,KGV Morgentau e. V.,KGV Am Deich e. V.,KGV Fortschritt e. V.,KGV Erholung e. V.,KGV Auengrund e. V.,KGV Frohsinn e. V.,KGV Bahndamm e. V.',
)
