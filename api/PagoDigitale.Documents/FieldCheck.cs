using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents;

/// <summary>Collects the faults of a document's data, so that the caller sees all of them at once.</summary>
internal sealed class FieldCheck
{
    private const int YearMin = 2000;
    private const int YearMax = 2999;
    private const int LinkLengthMax = 2000;
    private List<DocumentFault>? _faults;

    public IReadOnlyList<DocumentFault> Faults => _faults is null ? [] : _faults;

    public void Text(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(field, DocumentTexts.Missing);
    }

    public void Digits(string field, string? value, int length)
    {
        if (string.IsNullOrEmpty(value))
            Add(field, DocumentTexts.Missing);
        else if (value.Length != length || !value.All(char.IsAsciiDigit))
            Add(field, DocumentTexts.NotDigits.With(length));
    }

    /// <summary>An optional code of letters and digits.</summary>
    public void Code(string field, string? value, int lengthMax)
    {
        if (string.IsNullOrEmpty(value))
            return;
        if (value.Length > lengthMax || !value.All(char.IsAsciiLetterOrDigit))
            Add(field, DocumentTexts.NotACode.With(lengthMax));
    }

    public void Amount(string field, long cents, long centsMax)
    {
        if (cents <= 0)
            Add(field, DocumentTexts.NoAmount);
        else if (cents > centsMax)
            Add(field, DocumentTexts.AmountTooHigh.With(centsMax));
    }

    /// <summary>An optional place in a list.</summary>
    public void Ordinal(string field, int? value)
    {
        if (value < 1)
            Add(field, DocumentTexts.NoOrdinal);
    }

    public void Year(string field, int? year)
    {
        if (year is < YearMin or > YearMax)
            Add(field, DocumentTexts.YearOutOfRange.With(YearMin, YearMax));
    }

    public void Link(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var isWeb = value.Length <= LinkLengthMax && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        if (!isWeb)
            Add(field, DocumentTexts.NotALink);
    }

    public void Add(string field, Message reason) => (_faults ??= []).Add(new DocumentFault(field, reason));
}
