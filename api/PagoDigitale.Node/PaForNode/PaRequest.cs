using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>A question of the node to a station. The first three fields say which ente, broker and station it is for.</summary>
public abstract record PaRequest(string IdPa, string IdBrokerPa, string IdStation)
{
    public abstract PaOperation Operation { get; }
}

public sealed record VerifyPaymentNoticeRequest(string IdPa, string IdBrokerPa, string IdStation, QrCode QrCode)
    : PaRequest(IdPa, IdBrokerPa, IdStation)
{
    public override PaOperation Operation => PaOperation.VerifyPaymentNotice;
}

/// <summary>AmountCents is what the payer saw: informative only, the answer carries the amount due now (SANP, best practice).</summary>
public sealed record GetPaymentRequest(string IdPa, string IdBrokerPa, string IdStation, PaVersion Version, QrCode QrCode)
    : PaRequest(IdPa, IdBrokerPa, IdStation)
{
    public long? AmountCents { get; init; }

    /// <summary>The idCart of a payment started from a cart.</summary>
    public string? PaymentNote { get; init; }

    public TransferType? TransferType { get; init; }

    public DateOnly? DueDate { get; init; }

    public override PaOperation Operation => Version == PaVersion.V1 ? PaOperation.GetPayment : PaOperation.GetPaymentV2;
}

/// <summary>IdPa differs from the receipt's FiscalCode when this ente is a secondary beneficiary (broadcast station).</summary>
public sealed record SendRtRequest(string IdPa, string IdBrokerPa, string IdStation, Receipt Receipt)
    : PaRequest(IdPa, IdBrokerPa, IdStation)
{
    public override PaOperation Operation => Receipt.Version == PaVersion.V1 ? PaOperation.SendRt : PaOperation.SendRtV2;
}

/// <summary>ServiceContent is the decoded XML of the service catalogue: untrusted, to be parsed with equal care.</summary>
public sealed record DemandPaymentNoticeRequest(
    string IdPa,
    string IdBrokerPa,
    string IdStation,
    string IdServizio,
    string IdSoggettoServizio,
    WireList<byte> ServiceContent
) : PaRequest(IdPa, IdBrokerPa, IdStation)
{
    public override PaOperation Operation => PaOperation.DemandPaymentNotice;
}

public sealed record QrCode(string FiscalCode, string NoticeNumber);

public enum TransferType
{
    Postal,
    PagoPa,
}
