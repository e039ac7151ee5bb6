using System.Text.RegularExpressions;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

internal static partial class SubjectXml
{
    public static Subject Read(XmlCursor cursor, string name)
    {
        cursor.Enter(name);
        cursor.Enter("uniqueIdentifier");
        var type = cursor.OneOf("entityUniqueIdentifierType", "F", "G") == "F" ? EntityType.F : EntityType.G;
        var value = cursor.Code("entityUniqueIdentifierValue", 16);
        if (value.Length < 2)
            throw cursor.Fail("entityUniqueIdentifierValue", WireTexts.TooShort.With(2));
        cursor.Leave();
        var subject = new Subject(type, value, cursor.LenientText("fullName", 70))
        {
            StreetName = cursor.OptionalText("streetName", 70),
            CivicNumber = cursor.OptionalText("civicNumber", 16),
            PostalCode = cursor.OptionalText("postalCode", 16),
            City = cursor.OptionalText("city", 35),
            StateProvinceRegion = cursor.OptionalText("stateProvinceRegion", 35),
            Country = Checked(cursor, "country", cursor.OptionalCode("country", 2), Country()),
            Email = Checked(cursor, "e-mail", cursor.OptionalCode("e-mail", 256), Email()),
        };
        cursor.Leave();
        return subject;
    }

    /// <summary>A country or e-mail the schema would refuse is left out: neither is worth a failed payment.</summary>
    public static void Write(XmlBytes xml, string name, Subject subject)
    {
        xml.Open(name);
        xml.Open("uniqueIdentifier");
        xml.Leaf("entityUniqueIdentifierType", subject.Type == EntityType.F ? "F" : "G");
        if (subject.IdentifierValue.Length < 2)
            throw new ArgumentException("entityUniqueIdentifierValue must have 2 to 16 characters.", nameof(subject));
        xml.Code("entityUniqueIdentifierValue", subject.IdentifierValue, 16);
        xml.Close("uniqueIdentifier");
        xml.Text("fullName", subject.FullName, 70);
        xml.OptionalText("streetName", subject.StreetName, 70);
        xml.OptionalText("civicNumber", subject.CivicNumber, 16);
        xml.OptionalText("postalCode", subject.PostalCode, 16);
        xml.OptionalText("city", subject.City, 35);
        xml.OptionalText("stateProvinceRegion", subject.StateProvinceRegion, 35);
        var country = subject.Country?.Trim().ToUpperInvariant();
        if (country is not null && Country().IsMatch(country))
            xml.Leaf("country", country);
        var email = subject.Email?.Trim();
        if (email is { Length: <= 256 } && Email().IsMatch(email))
            xml.Leaf("e-mail", email);
        xml.Close(name);
    }

    public static bool IsCountry(string code) => Country().IsMatch(code);

    public static bool IsEmail(string address) => Email().IsMatch(address);

    private static string? Checked(XmlCursor cursor, string name, string? value, Regex rule) =>
        value is null || rule.IsMatch(value) ? value : throw cursor.Fail(name, WireTexts.OtherForm);

    [GeneratedRegex(@"\A[A-Z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Country();

    // The common types' stEMail, word for word.
    [GeneratedRegex(@"\A[a-zA-Z0-9_.+\-]+@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
