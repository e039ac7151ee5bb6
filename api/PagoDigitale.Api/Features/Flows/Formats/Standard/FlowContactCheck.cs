using PagoDigitale.Api.Features.Organizations.Door;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>Address and mailboxes, within the limits the node sets for a subject (paForNode ctSubject).</summary>
public sealed class FlowContactCheck(FlowColumns columns)
{
    private static readonly (FlowColumn Column, int LengthMax)[] Limits =
    [
        (FlowColumn.Indirizzo, 70),
        (FlowColumn.Civico, 16),
        (FlowColumn.Cap, 16),
        (FlowColumn.Localita, 35),
        (FlowColumn.Provincia, 35),
    ];

    public void Check(string?[] cells, FlowRow staged)
    {
        staged.DebtorEmail = Mailbox(cells, FlowColumn.Email, staged);
        staged.DebtorPec = Mailbox(cells, FlowColumn.Pec, staged);
        var street = columns.Cell(cells, FlowColumn.Indirizzo);
        var postalCode = columns.Cell(cells, FlowColumn.Cap);
        var city = columns.Cell(cells, FlowColumn.Localita);
        if (street is null && postalCode is null && city is null)
            return;
        foreach (var (column, max) in Limits)
            if (columns.Cell(cells, column) is { } text && text.Length > max)
                staged.Refuse(
                    FlowColumns.NameOf(column),
                    "address-too-long",
                    $"This part of the address has {text.Length} characters; the node takes {max}.",
                    "Abbreviate it.",
                    text
                );
        var missing =
            street is null ? FlowColumn.Indirizzo
            : postalCode is null ? FlowColumn.Cap
            : FlowColumn.Localita;
        if (street is null || postalCode is null || city is null)
        {
            staged.Refuse(
                FlowColumns.NameOf(missing),
                "address-incomplete",
                "The address lacks a part.",
                "Fill indirizzo, cap and localita, or leave all three empty.",
                null
            );
            return;
        }
        if (Country(cells, staged) is not { } country)
            return;
        if (country == PostalCodes.Italy && !PostalCodes.IsItalian(postalCode))
            staged.Refuse(
                FlowColumns.NameOf(FlowColumn.Cap),
                PostalCodes.Fault,
                "This is not an Italian postal code.",
                PostalCodes.Remedy.English,
                postalCode
            );
        staged.DebtorAddress = new Address
        {
            Street = street,
            CivicNumber = columns.Cell(cells, FlowColumn.Civico),
            PostalCode = postalCode,
            City = city,
            Province = columns.Cell(cells, FlowColumn.Provincia),
            Country = country,
        };
    }

    private string? Country(string?[] cells, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.Nazione)?.ToUpperInvariant();
        if (text is null or "ITALIA" or "ITALY")
            return "IT";
        if (text.Length == 2 && text.All(char.IsAsciiLetterUpper))
            return text;
        staged.Refuse(
            FlowColumns.NameOf(FlowColumn.Nazione),
            "country-invalid",
            "This is not an ISO 3166 country code.",
            "Use two letters, for example IT.",
            text
        );
        return null;
    }

    private string? Mailbox(string?[] cells, FlowColumn column, FlowRow staged)
    {
        var text = columns.Cell(cells, column);
        if (text is null)
            return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && text.Length <= 256 && !text.Any(char.IsWhiteSpace))
            return text;
        staged.Refuse(
            FlowColumns.NameOf(column),
            "email-invalid",
            "This is not an e-mail address.",
            "Write one address like nome@esempio.it, or leave it empty.",
            text
        );
        return null;
    }
}
