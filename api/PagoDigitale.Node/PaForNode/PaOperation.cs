namespace PagoDigitale.Node.PaForNode;

/// <summary>The operations of the paForNode service. The operation name is also the SOAPAction.</summary>
public enum PaOperation
{
    VerifyPaymentNotice,
    GetPayment,
    GetPaymentV2,
    SendRt,
    SendRtV2,
    DemandPaymentNotice,
}

/// <summary>V1 and V2 of getPayment and sendRT differ in a few fields only.</summary>
public enum PaVersion
{
    V1 = 1,
    V2 = 2,
}

public static class PaOperations
{
    public const string Namespace = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

    public static string SoapAction(this PaOperation operation) =>
        operation switch
        {
            PaOperation.VerifyPaymentNotice => "paVerifyPaymentNotice",
            PaOperation.GetPayment => "paGetPayment",
            PaOperation.GetPaymentV2 => "paGetPaymentV2",
            PaOperation.SendRt => "paSendRT",
            PaOperation.SendRtV2 => "paSendRTV2",
            PaOperation.DemandPaymentNotice => "paDemandPaymentNotice",
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    // The roots are irregular (SANP 3.12, paForNode.xsd): Req/Res for the first generation, Request/Response afterwards.
    internal static string RequestRoot(this PaOperation operation) =>
        operation.SoapAction() + (operation.IsFirstGeneration() ? "Req" : "Request");

    internal static string ResponseRoot(this PaOperation operation) =>
        operation.SoapAction() + (operation.IsFirstGeneration() ? "Res" : "Response");

    internal static PaOperation? FromRequestRoot(string root) =>
        root switch
        {
            "paVerifyPaymentNoticeReq" => PaOperation.VerifyPaymentNotice,
            "paGetPaymentReq" => PaOperation.GetPayment,
            "paGetPaymentV2Request" => PaOperation.GetPaymentV2,
            "paSendRTReq" => PaOperation.SendRt,
            "paSendRTV2Request" => PaOperation.SendRtV2,
            "paDemandPaymentNoticeRequest" => PaOperation.DemandPaymentNotice,
            _ => null,
        };

    internal static PaOperation? FromResponseRoot(string root) =>
        root switch
        {
            "paVerifyPaymentNoticeRes" => PaOperation.VerifyPaymentNotice,
            "paGetPaymentRes" => PaOperation.GetPayment,
            "paGetPaymentV2Response" => PaOperation.GetPaymentV2,
            "paSendRTRes" => PaOperation.SendRt,
            "paSendRTV2Response" => PaOperation.SendRtV2,
            "paDemandPaymentNoticeResponse" => PaOperation.DemandPaymentNotice,
            _ => null,
        };

    private static bool IsFirstGeneration(this PaOperation operation) =>
        operation is PaOperation.VerifyPaymentNotice or PaOperation.GetPayment or PaOperation.SendRt;
}
