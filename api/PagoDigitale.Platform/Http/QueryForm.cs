namespace PagoDigitale.Platform.Http;

/// <summary>
/// How the values of filters are written, as openapi.yaml has it: what can never be found is a mistake, not an empty list.
/// </summary>
public static class QueryForm
{
    public const string FiscalCode = "^([A-Za-z0-9]{16}|[0-9]{11}|ANONIMO)$";

    public const string NoticeNumber = "^[0-9]{18}$";

    /// <summary>Of services and units.</summary>
    public const string Code = "^[A-Za-z0-9_-]{1,35}$";

    public const string EventType = "^[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$";
}
