using System.Net.Sockets;

namespace PagoDigitale.Sdk.Http;

/// <summary>What may happen to the connection of a call.</summary>
internal static class Connection
{
    /// <summary>
    /// Whether it was not to be had, or broke. A server that dies between taking the connection and the request is a bare
    /// <see cref="SocketException"/> in .NET, without an <see cref="HttpRequestException"/> around it.
    /// </summary>
    public static bool IsLost(Exception? exception) => exception is HttpRequestException or IOException or SocketException;
}
