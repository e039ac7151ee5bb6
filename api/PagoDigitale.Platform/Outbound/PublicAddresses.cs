using System.Net;
using System.Net.Sockets;

namespace PagoDigitale.Platform.Outbound;

/// <summary>
/// Which addresses are somebody's on the Internet: all but those of the registries of special purpose (IANA, RFC 6890). What is ours,
/// the metadata service of a cloud among it, is none of them, however it is spelt.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] _special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Teredo and others that carry an address of IPv4 within, then documentation, 6to4 and documentation again.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only these are given out to anybody.</summary>
    private static readonly IPNetwork _globalUnicast = IPNetwork.Parse("2000::/3");

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily != AddressFamily.InterNetworkV6 || _globalUnicast.Contains(plain))
            && !_special.Any(network => network.Contains(plain));
    }
}
