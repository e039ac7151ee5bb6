namespace PagoDigitale.Documents.Notices;

/// <summary>What the payment notice of one instalment says. Texts longer than the official limits are clipped with an ellipsis.</summary>
public sealed record NoticeData
{
    /// <summary>Up to 100 characters.</summary>
    public required string OrganizationName { get; init; }

    /// <summary>Eleven digits, as the QR code wants them.</summary>
    public required string OrganizationFiscalCode { get; init; }

    /// <summary>Office or sector of the organization, up to 50 characters.</summary>
    public string? OrganizationSector { get; init; }

    /// <summary>Address, telephone, site: joined by " · ", up to 100 characters.</summary>
    public IReadOnlyList<string> OrganizationInfo { get; init; } = [];

    /// <summary>PNG or JPEG. Passing the same array for many notices makes it be decoded once.</summary>
    public byte[]? OrganizationLogo { get; init; }

    /// <summary>Interbank (SIA) code: letters and digits.</summary>
    public string? Cbill { get; init; }

    /// <summary>The debtor can pay on the organization's own site: the text under "Dove pagare?" then names it.</summary>
    public bool IsPayableOnOrganizationSite { get; init; }

    /// <summary>The organization's own counter, up to 50 characters, when it has one.</summary>
    public string? OwnCounter { get; init; }

    /// <summary>Up to 70 characters.</summary>
    public required string DebtorName { get; init; }

    /// <summary>Left out only when unknown.</summary>
    public string? DebtorFiscalCode { get; init; }

    /// <summary>Lines separated by a line feed, up to 140 characters in all.</summary>
    public string? DebtorAddress { get; init; }

    /// <summary>Up to 90 characters.</summary>
    public required string Subject { get; init; }

    public required long AmountCents { get; init; }

    /// <summary>Without it the notice drops every "entro il".</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>
    /// Which instalment of a plan this is, from 1: the notice says "Rata 2". Without it the debt is paid in one ("Rata unica").
    /// </summary>
    public int? InstalmentNumber { get; init; }

    /// <summary>Eighteen digits (numero di avviso).</summary>
    public required string NoticeNumber { get; init; }

    /// <summary>Absolute http or https address that "Paga online" leads to when the notice is read on a screen.</summary>
    public string? PaymentLink { get; init; }

    /// <summary>Goes in the document's metadata: the same data and instant give the same bytes.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
}
