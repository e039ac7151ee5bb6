using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What the organization tells beside a payment or a transfer (accounting keys RC_…, and its own): it goes to the PSP with
/// paGetPayment and comes back on the receipt.
/// </summary>
public sealed record MetadataEntry
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}

/// <summary>
/// The limits of the wire: one entry too many, or an empty one, and the notice cannot be paid at all. So they are said when
/// the position is made.
/// </summary>
internal static class MetadataRules
{
    /// <summary>ctMetadata: 1 to 15 mapEntry.</summary>
    public const int EntriesMax = 15;

    /// <summary>
    /// Ours, in the metadata of a transfer: the postal account, when the payment is made elsewhere (SANP, best practice).
    /// </summary>
    public const string PostalAccountKey = "IBANAPPOGGIO";

    private const int LengthMax = 140;

    /// <param name="own">How many entries we may add ourselves.</param>
    public static void Check(IReadOnlyList<MetadataEntry>? entries, int own, string field, List<FieldError> errors)
    {
        if (entries is null)
            return;
        if (entries.Count + own > EntriesMax)
            errors.Add(
                new(
                    $"{field}.metadata",
                    "metadata-too-large",
                    own == 0
                        ? PositionMetadataTexts.HoldsTooManyEntries.With(entries.Count, EntriesMax)
                        : PositionMetadataTexts.HoldsTooManyEntriesWithOwn.With(entries.Count, EntriesMax, PostalAccountKey),
                    PositionMetadataTexts.KeepEntries.With(EntriesMax - own)
                )
            );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(entries.Count, EntriesMax); i++)
        {
            CheckKey(entries[i].Key, seen, $"{field}.metadata[{i}].key", errors);
            CheckValue(entries[i].Value, $"{field}.metadata[{i}].value", errors);
        }
    }

    private static void CheckKey(string key, HashSet<string> seen, string field, List<FieldError> errors)
    {
        if (key.Length is 0 or > LengthMax || key.Any(char.IsWhiteSpace))
            errors.Add(
                new(field, "metadata-key-invalid", PositionMetadataTexts.KeyIsInvalid.With(LengthMax), PositionMetadataTexts.WriteKey)
            );
        else if (key == PostalAccountKey)
            errors.Add(
                new(
                    field,
                    "metadata-key-reserved",
                    PositionMetadataTexts.KeyIsReserved.With(PostalAccountKey),
                    PositionMetadataTexts.GivePostalIban
                )
            );
        else if (!seen.Add(key))
            errors.Add(
                new(field, "metadata-key-repeated", PositionMetadataTexts.KeyIsRepeated.With(key), PositionMetadataTexts.NumberKeys)
            );
    }

    private static void CheckValue(string value, string field, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > LengthMax)
            errors.Add(
                new(
                    field,
                    "metadata-value-invalid",
                    PositionMetadataTexts.ValueIsInvalid.With(LengthMax),
                    PositionMetadataTexts.ShortenValue
                )
            );
    }
}
