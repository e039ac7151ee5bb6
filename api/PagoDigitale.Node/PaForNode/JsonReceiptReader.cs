using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// Reads a receipt as pagoPA's service of receipts for organizations tells it (bizevents 0.2: JSON, amounts in euro, times of Italy without
/// an offset). It says what the node's own message of version 2 says under the same names, so it is read by the same rules
/// (<see cref="LooseReceipt"/>): what amounts and identifiers depend on must be right, anything else is noted.
/// </summary>
public static class JsonReceiptReader
{
    /// <summary>What the schema of the message has in common with the JSON, in the order of the message.</summary>
    private static readonly string[] Names =
    [
        "receiptId",
        "noticeNumber",
        "fiscalCode",
        "outcome",
        "creditorReferenceId",
        "paymentAmount",
        "description",
        "companyName",
        "officeName",
        "debtor",
        "transferList",
        "idPSP",
        "pspFiscalCode",
        "pspPartitaIVA",
        "pspCompanyName",
        "idChannel",
        "channelDescription",
        "payer",
        "paymentMethod",
        "fee",
        "primaryCiIncurredFee",
        "idBundle",
        "idCiBundle",
        "paymentDateTime",
        "applicationDate",
        "transferDate",
        "metadata",
    ];

    private static readonly string[] SubjectNames =
    [
        "fullName",
        "streetName",
        "civicNumber",
        "postalCode",
        "city",
        "stateProvinceRegion",
        "country",
        "email",
    ];

    private static readonly string[] TransferNames =
    [
        "idTransfer",
        "transferAmount",
        "fiscalCodePA",
        "iban",
        "remittanceInformation",
        "transferCategory",
        "metadata",
    ];

    /// <summary>Where the message has another name.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["pspCompanyName"] = "PSPCompanyName",
        ["email"] = "e-mail",
        ["iban"] = "IBAN",
    };

    private static readonly string[] Amounts = ["paymentAmount", "fee", "primaryCiIncurredFee", "transferAmount"];

    /// <summary>Of yyyy-MM-dd.</summary>
    private const int DayLength = 10;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static ReceiptReading Read(ReadOnlyMemory<byte> json)
    {
        var deviations = new List<ReceiptDeviation>();
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            var receipt = new LooseElement(ReceiptOf(document.RootElement), "receipt", deviations);
            return new(LooseReceipt.Read(receipt, PaVersion.V2), null, deviations);
        }
        catch (WireFormatException refusal)
        {
            return new(null, refusal.ToError(), deviations);
        }
        catch (JsonException failure)
        {
            var place = FlussoTexts.NotJson.With((failure.LineNumber ?? 0) + 1, (failure.BytePositionInLine ?? 0) + 1);
            return new(null, new WireFormatException(place).ToError(), deviations);
        }
        // A text that no XML could hold (zero, half a surrogate pair), as either reader says it.
        catch (Exception failure) when (failure is InvalidOperationException or XmlException)
        {
            return new(null, new WireFormatException(FlussoTexts.NamesNotUnicode).ToError(), deviations);
        }
    }

    private static XElement ReceiptOf(JsonElement receipt)
    {
        MustBeObject(receipt, "receipt");
        var element = new XElement("receipt", Names.Select(name => ChildOf(receipt, name)));
        // It is optional here, and says no more than the channel's own code where nobody described it.
        if (element.Element("channelDescription") is null && element.Element("idChannel") is { } channel)
            channel.AddAfterSelf(new XElement("channelDescription", channel.Value));
        return element;
    }

    private static XElement? ChildOf(JsonElement parent, string name) =>
        name switch
        {
            "debtor" or "payer" => Find(parent, name) is { } subject ? SubjectOf(subject, name) : null,
            "transferList" => Find(parent, name) is { } list ? new(name, ItemsOf(list, name).Select(TransferOf)) : null,
            "metadata" => Find(parent, name) is { } entries && ItemsOf(entries, name).ToList() is { Count: > 0 } some
                ? new(name, some.Select(EntryOf))
                : null,
            "paymentDateTime" => InstantOf(parent),
            _ => ValueOf(parent, name),
        };

    private static XElement SubjectOf(JsonElement subject, string name)
    {
        MustBeObject(subject, name);
        return new(
            name,
            new XElement(
                "uniqueIdentifier",
                ValueOf(subject, "entityUniqueIdentifierType"),
                ValueOf(subject, "entityUniqueIdentifierValue")
            ),
            SubjectNames.Select(n => ValueOf(subject, n))
        );
    }

    private static XElement TransferOf(JsonElement transfer)
    {
        MustBeObject(transfer, "transfer");
        var element = new XElement("transfer", TransferNames.Select(n => ChildOf(transfer, n)));
        // A digital stamp has no account; the service never gives the stamp itself.
        if (element.Element("IBAN") is null && element.Element("fiscalCodePA") is { } beneficiary)
            beneficiary.AddAfterSelf(new XElement("MBDAttachment"));
        return element;
    }

    private static XElement EntryOf(JsonElement entry)
    {
        MustBeObject(entry, "mapEntry");
        return new("mapEntry", ValueOf(entry, "key"), ValueOf(entry, "value"));
    }

    /// <summary>The day alone has the name of the instant, which has a name of its own. Of an unknown hour the day begins.</summary>
    private static XElement? InstantOf(JsonElement receipt)
    {
        var text = TextOf(receipt, "paymentDateTimeFormatted") ?? TextOf(receipt, "paymentDateTime");
        return text is null ? null : new("paymentDateTime", text.Length == DayLength ? $"{text}T00:00:00" : text);
    }

    private static XElement? ValueOf(JsonElement parent, string name) =>
        TextOf(parent, name) is { } text
            ? new(OtherNames.GetValueOrDefault(name, name), Array.IndexOf(Amounts, name) < 0 ? text : AmountOf(text))
            : null;

    /// <summary>As the message writes it; what is no whole number of cents stays as it is, and is refused as it would be there.</summary>
    private static string AmountOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var euro)
        && Math.Abs(euro) <= WireAmount.CentsMax / 100m
        && decimal.IsInteger(euro * 100)
            ? euro.ToString("0.00", CultureInfo.InvariantCulture)
            : text;

    private static string? TextOf(JsonElement parent, string name) =>
        Find(parent, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } found => XmlConvert.VerifyXmlChars(found.GetString()!) is { Length: > 0 } text
                ? text
                : null,
            { ValueKind: JsonValueKind.Number } found => found.GetRawText(),
            _ => throw WireFormatException.Of(name, FlussoTexts.NotText),
        };

    private static JsonElement.ArrayEnumerator ItemsOf(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw WireFormatException.Of(name, FlussoTexts.NotList);

    private static void MustBeObject(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw WireFormatException.Of(name, FlussoTexts.NotObject);
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
