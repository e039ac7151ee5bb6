using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Options;

/// <summary>
/// What the payment-options service says of a position (specs/node/payment-options.yaml). Names are the node's; amounts are euro cents,
/// days are moments of Italian time without an offset, as the node's own examples have them.
/// </summary>
internal sealed record PaymentOptionsAnswer(
    string OrganizationFiscalCode,
    string CompanyName,
    string? OfficeName,
    bool Standin,
    IReadOnlyList<OfferedOption> PaymentOptions
);

internal sealed record OfferedOption(
    string Description,
    int NumberOfInstallments,
    long Amount,
    string DueDate,
    string? ValidFrom,
    string Status,
    string StatusReason,
    bool AllCCP,
    IReadOnlyList<OfferedInstallment> Installments
);

internal sealed record OfferedInstallment(
    string Nav,
    string Iuv,
    long Amount,
    string Description,
    string DueDate,
    string? ValidFrom,
    string Status,
    string StatusReason
);

/// <summary>Why nothing is offered: one of the service's own codes, with the fault that paForNode would answer.</summary>
internal sealed record PaymentOptionsFault(string Code, int Status, string Fault, string Message)
{
    public static readonly PaymentOptionsFault Syntax = new(
        "ODP-101",
        StatusCodes.Status400BadRequest,
        "PAA_SINTASSI",
        TextOf(PaFaultCodes.SintassiExtraXsd)
    );

    public static readonly PaymentOptionsFault Broken = New("ODP-103", StatusCodes.Status500InternalServerError, PaFaultCodes.SystemError);

    private static readonly PaymentOptionsFault[] _refusals =
    [
        New("ODP-104", StatusCodes.Status400BadRequest, PaFaultCodes.IdDominioErrato),
        New("ODP-106", StatusCodes.Status400BadRequest, PaFaultCodes.StazioneIntErrata),
        New("ODP-107", StatusCodes.Status404NotFound, PaFaultCodes.PagamentoSconosciuto),
        New("ODP-108", StatusCodes.Status409Conflict, PaFaultCodes.PagamentoDuplicato),
        New("ODP-110", StatusCodes.Status422UnprocessableEntity, PaFaultCodes.PagamentoScaduto),
        New("ODP-111", StatusCodes.Status422UnprocessableEntity, PaFaultCodes.PagamentoAnnullato),
    ];

    public static PaymentOptionsFault Of(string fault) => Array.Find(_refusals, f => f.Fault == fault)!;

    private static PaymentOptionsFault New(string code, int status, string fault) => new(code, status, fault, TextOf(fault));

    private static string TextOf(string fault) => PaFault.Of(fault, "").FaultString;
}

/// <summary>The body of a refusal.</summary>
internal sealed record PaymentOptionsError(
    int HttpStatusCode,
    string HttpStatusDescription,
    string ErrorMessage,
    string AppErrorCode,
    long Timestamp,
    string DateTime
);
