using System.Net;
using System.Net.Sockets;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Outbound;

/// <summary>
/// Whom we call. An address is given by a client, so it may be anything: it has to be public and is called by https, and the address that
/// a name stands for is looked at again whenever a connection is made, since a name can be moved after it was entered. The installation
/// lists what may be called besides (<c>PagoDigitale:Outbound:AllowedHosts</c>: names, addresses, networks), also without https.
/// </summary>
public sealed class AddressGuard
{
    public const string AllowedHostsKey = "PagoDigitale:Outbound:AllowedHosts";
    private const int LengthMax = 500;

    public static Message Remedy => OutboundTexts.ListHost;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    public AddressGuard(IConfiguration configuration)
    {
        foreach (var entry in configuration.GetSection(AllowedHostsKey).Get<string[]>() ?? [])
            if (IPNetwork.TryParse(entry, out var network))
                _networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                _networks.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
                _names.Add(entry);
            else
                throw new InvalidOperationException(
                    $"{AllowedHostsKey} holds '{entry}', which is no name of a host, no address and no network (10.1.0.0/16)."
                );
    }

    /// <summary>What can be said of an address before anybody calls it.</summary>
    /// <returns>Why it is not called; null when nothing speaks against it.</returns>
    public Message? Refuse(string? text)
    {
        if (
            text is not { Length: > 0 and <= LengthMax }
            || text.Any(char.IsWhiteSpace)
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
        )
            return OutboundTexts.NoAddress;
        if (uri.Scheme != Uri.UriSchemeHttps && (uri.Scheme != Uri.UriSchemeHttp || !IsListed(uri)))
            return OutboundTexts.NotHttps;
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return OutboundTexts.MoreThanAddress;
        return IPAddress.TryParse(uri.IdnHost, out var literal) && !Allows(uri.IdnHost, literal)
            ? OutboundTexts.NotPublic.With(uri.IdnHost)
            : null;
    }

    /// <summary>Connects to the first address of the name that may be called and answers.</summary>
    /// <exception cref="AddressRefusedException">The name stands for none that may be called.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        IPAddress[] allowed = [.. addresses.Where(a => Allows(host, a))];
        if (allowed.Length == 0)
            throw new AddressRefusedException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Allows(string host, IPAddress address) =>
        PublicAddresses.Contains(address)
        || _names.Contains(host)
        || _networks.Exists(n => n.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private bool IsListed(Uri uri) =>
        _names.Contains(uri.IdnHost) || (IPAddress.TryParse(uri.IdnHost, out var address) && _networks.Exists(n => n.Contains(address)));
}

/// <summary>A name stands for addresses that are not public, and the installation does not list it.</summary>
public sealed class AddressRefusedException(string host) : Exception($"{host} is not a public address.")
{
    public string Host { get; } = host;
}
