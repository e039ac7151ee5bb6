using System.Text;

namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>
/// Joins letters and combining accents, and finds the plain letter of one a font lacks.
/// The product runs without ICU (invariant globalization), where string.Normalize leaves Latin text as it is.
/// </summary>
internal static class Latin
{
    // Per combining accent: pairs of plain letter and accented letter (Unicode, canonical decompositions).
    private static readonly Dictionary<char, string> Accents = new()
    {
        ['\u0300'] = "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÂẦÊỀÔỒĂẰƠỜƯỪâầêềôồăằơờưừ",
        ['\u0301'] = "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźÆǼØǾæǽøǿÂẤÊẾÔỐĂẮƠỚƯỨâấêếôốăắơớưứ",
        ['\u0302'] = "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑẠẬẸỆỌỘạậẹệọộ",
        ['\u0303'] = "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÂẪÊỄÔỖĂẴƠỠƯỮâẫêễôỗăẵơỡưữ",
        ['\u0304'] = "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳÆǢæǣ",
        ['\u0306'] = "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭẠẶạặ",
        ['\u0307'] = "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżſẛ",
        ['\u0308'] = "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿ",
        ['\u0309'] = "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔĂẲƠỞƯỬâẩêểôổăẳơởưử",
        ['\u030A'] = "AÅUŮaåuůwẘyẙ",
        ['\u030B'] = "OŐUŰoőuű",
        ['\u030C'] = "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžƷǮʒǯ",
        ['\u031B'] = "OƠUƯoơuư",
        ['\u0323'] = "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓƠỢƯỰơợưự",
        ['\u0326'] = "SȘTȚsștț",
        ['\u0327'] = "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ",
        ['\u0328'] = "AĄEĘIĮOǪUŲaąeęiįoǫuų",
    };

    private static readonly Dictionary<char, char> PlainLetters = Accents
        .Values.SelectMany(pairs => pairs.Chunk(2))
        .GroupBy(pair => pair[1])
        .ToDictionary(same => same.Key, same => same.First()[0]);

    /// <summary>One line of text as it will be drawn: accents joined, runs of white space and control characters made one space.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsPairs">Letters of two UTF-16 units stay whole, to be looked at; to be drawn, the first half alone shows a
    /// sign.</param>
    public static string Line(string text, bool keepsPairs = false)
    {
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++)
            isClean = !NeedsWork(text, i);
        if (isClean)
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsBlank(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (line.Length > 0 && Join(line[^1], c) is { } joined)
                line[^1] = joined;
            else if (!IsInvisible(c) || keepsPairs && char.IsLowSurrogate(c))
                line.Append(c);
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>With one accent less; null for what is no letter with an accent.</summary>
    public static char? Plain(char c) =>
        c switch
        {
            '\u2010' or '\u2011' or '\u2212' => '-',
            '\u2018' or '\u2019' or '\u02BC' or '\u2032' => '\'',
            _ => PlainLetters.TryGetValue(c, out var plain) ? plain : null,
        };

    private static bool NeedsWork(string text, int i) =>
        text[i] is >= '\u0300' and <= '\u036F'
        || IsInvisible(text[i])
        || IsBlank(text[i]) && (text[i] != ' ' || i == 0 || i == text.Length - 1 || text[i - 1] == ' ');

    private static char? Join(char letter, char accent)
    {
        if (!Accents.TryGetValue(accent, out var pairs))
            return null;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] == letter)
                return pairs[i + 1];
        }
        return null;
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.IsControl(c);

    // Zero-width and direction marks, the byte order mark, and the second half of a pair: the first half already shows a sign.
    private static bool IsInvisible(char c) =>
        c is >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or '\u00AD' or '\uFEFF' || char.IsLowSurrogate(c);
}
