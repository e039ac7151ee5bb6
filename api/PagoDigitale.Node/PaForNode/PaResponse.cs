namespace PagoDigitale.Node.PaForNode;

/// <summary>An answer to the node: outcome KO exactly when it is a <see cref="FaultResponse"/>.</summary>
public abstract record PaResponse
{
    public abstract PaOperation Operation { get; }
}

/// <summary>A business refusal of any operation: HTTP 200 with outcome KO, never a SOAP Fault.</summary>
public sealed record FaultResponse(PaOperation FaultedOperation, PaFault Fault) : PaResponse
{
    public override PaOperation Operation => FaultedOperation;
}

public sealed record VerifyPaymentNoticeResponse(PaymentOption Option, string PaymentDescription, string FiscalCodePa, string CompanyName)
    : PaResponse
{
    public string? OfficeName { get; init; }

    public override PaOperation Operation => PaOperation.VerifyPaymentNotice;
}

public sealed record GetPaymentResponse(PaVersion Version, PaymentData Data) : PaResponse
{
    public override PaOperation Operation => Version == PaVersion.V1 ? PaOperation.GetPayment : PaOperation.GetPaymentV2;
}

public sealed record SendRtResponse(PaVersion Version) : PaResponse
{
    public override PaOperation Operation => Version == PaVersion.V1 ? PaOperation.SendRt : PaOperation.SendRtV2;
}

public sealed record DemandPaymentNoticeResponse(
    QrCode QrCode,
    PaymentOption Option,
    string PaymentDescription,
    string FiscalCodePa,
    string CompanyName
) : PaResponse
{
    public string? OfficeName { get; init; }

    public override PaOperation Operation => PaOperation.DemandPaymentNotice;
}

/// <summary>
/// The one option of a notice; the wire's "options" is always EQ, pay exactly this amount.
/// IsAllCcp: every transfer can be credited to a postal account.
/// </summary>
public sealed record PaymentOption(long AmountCents, bool IsAllCcp)
{
    public DateOnly? DueDate { get; init; }

    public string? DetailDescription { get; init; }
}
