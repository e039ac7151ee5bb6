using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.HttpOverrides;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// Who may speak as the node. The node identifies itself by its client certificate (SANP, connectivity), which the reverse
/// proxy verifies and names in a header it must always overwrite; where the proxy cannot, it adds a subscription key. All
/// that is configured is demanded. When nothing is configured only a direct caller on this machine is served, so a fresh
/// installation is never open.
/// </summary>
public sealed class NodeAccess
{
    public const string SubscriptionKeyHeader = "Ocp-Apim-Subscription-Key";

    private readonly byte[]? _keyHash;
    private readonly string? _subjectHeader;
    private readonly HashSet<string> _subjects;

    /// <summary>Callers come through a proxy: the address seen is the one a header names, and anybody may write headers.</summary>
    private readonly bool _isBehindProxy;

    public NodeAccess(IConfiguration configuration)
    {
        var settings = configuration.GetSection("PagoDigitale:Node");
        _keyHash = settings["SubscriptionKey"] is { Length: > 0 } key ? Hash(key) : null;
        _subjectHeader = settings["ClientCertificateHeader"] is { Length: > 0 } header ? header : null;
        // What ASPNETCORE_FORWARDEDHEADERS_ENABLED sets, read as the framework reads it.
        _isBehindProxy = string.Equals(configuration["ForwardedHeaders_Enabled"], "true", StringComparison.OrdinalIgnoreCase);
        _subjects = [.. settings.GetSection("ClientCertificateSubjects").Get<string[]>() ?? []];
    }

    /// <summary>The HTTP status to refuse with, or null.</summary>
    public int? Refuse(HttpContext http)
    {
        var headers = http.Request.Headers;
        // Hashes have one length: the comparison takes the same time whatever was sent.
        if (_keyHash is not null && !CryptographicOperations.FixedTimeEquals(_keyHash, Hash(headers[SubscriptionKeyHeader].ToString())))
            return StatusCodes.Status401Unauthorized;
        if (_subjectHeader is not null && !(headers[_subjectHeader] is [{ } subject] && _subjects.Contains(subject)))
            return StatusCodes.Status403Forbidden;
        return _keyHash is not null || _subjectHeader is not null || IsDirectAndLocal(http) ? null : StatusCodes.Status403Forbidden;
    }

    /// <summary>
    /// A proxy on this machine is a local caller that speaks for distant ones. Where forwarded headers are believed nobody
    /// is direct: the header is taken off the request and the address of the connection is what it said.
    /// </summary>
    private bool IsDirectAndLocal(HttpContext http) =>
        !_isBehindProxy
        && http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded")
        && !http.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
