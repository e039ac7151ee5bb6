using System.Text;

namespace PagoDigitale.Core.Text;

/// <summary>
/// What is left of a text when it is looked for: small letters without accents, no apostrophe of any kind ("NICCOLO'" is how many
/// registries write Niccolò), single blanks. The database's <c>search_text</c> does the same, letter by letter (a test holds
/// them together): our own table, because what unaccent, lower and normalize give depends on the server's version and locale, and
/// an index must not.
/// </summary>
public static class SearchText
{
    private const string Letters =
        "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠ"
        + "ġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĸĹĺĻļĽľŁłŃńŅņŇňŉŊŋŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſǍ"
        + "ǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǦǧǨǩǪǫǬǭǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒ"
        + "ḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬ"
        + "ṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌ"
        + "ọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹΆ·ΈΉΊΌΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίΰϊϋόύώ"
        + "ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯйѐёѓїќѝў";

    private const string Plain =
        "aaaaaaceeeeiiiidnoooooouuuuyaaaaaaceeeeiiiidnoooooouuuuyyaaaaaaccccccccddddeeeeeeeeeeggggg"
        + "ggghhhhiiiiiiiiiijjkkkllllllllnnnnnnnnnoooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsa"
        + "aiioouuuuuuuuuuggkkooooggnnaaaaaaeeeeiiiioooorrrruuuussttaaeeooooooooyyaabbbbbbccddddddddd"
        + "deeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttt"
        + "tttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiio"
        + "ooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyα·εηιουωιαβγδεζηθικλμνξοπρστυφχψωιυαεηιυιυουω"
        + "ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяиеегікиу";

    private const string Blanks =
        "\t\n\v\f\r\u0085\u00A0\u1680"
        + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000 ";

    private const string Apostrophes = "'`\u2018\u2019\u201A\u201B\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u2032\u2035\uFF07\uFF40";

    private static readonly Dictionary<char, string> Table = Build();

    public static string Normalize(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= 'A' and <= 'Z')
                plain.Append((char)(c + 32));
            else if (!Table.TryGetValue(c, out var known))
                plain.Append(c);
            else if (known != " " || (plain.Length > 0 && plain[^1] != ' '))
                plain.Append(known);
        }
        if (plain.Length > 0 && plain[^1] == ' ')
            plain.Length--;
        return plain.ToString();
    }

    /// <summary>Every character that is written otherwise when it is looked for.</summary>
    public static IEnumerable<char> Changed => Table.Keys;

    private static Dictionary<char, string> Build()
    {
        var table = Letters.Zip(Plain).ToDictionary(p => p.First, p => p.Second.ToString());
        foreach (
            var (letters, plain) in new[]
            {
                ("\u00DF\u1E9E", "ss"),
                ("\u00C6\u00E6", "ae"),
                ("\u0152\u0153", "oe"),
                ("\u00DE\u00FE", "th"),
                ("\u0132\u0133", "ij"),
            }
        )
        foreach (var letter in letters)
            table.Add(letter, plain);
        foreach (var blank in Blanks)
            table.Add(blank, " ");
        foreach (var apostrophe in Apostrophes)
            table.Add(apostrophe, "");
        // Accents that follow their letter.
        for (var mark = '\u0300'; mark <= '\u036F'; mark++)
            table.Add(mark, "");
        return table;
    }
}
