using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// The address callers know the platform by (<c>PagoDigitale:PublicUrl</c>): the issuer of tokens, the metadata of the authorization
/// server and the type of every problem begin with it. It comes from the settings and never from a request, whose Host is the
/// caller's to choose. Without the setting it is the address listened on: right for a trial, and different on each replica.
/// </summary>
public sealed class PublicUrl
{
    public const string Setting = "PagoDigitale:PublicUrl";

    private readonly Lazy<string> _root;

    /// <exception cref="InvalidOperationException">The setting is there and no address.</exception>
    public PublicUrl(IConfiguration configuration, IServer server)
    {
        var setting = configuration[Setting];
        // Known when the server has started, which is before the first request.
        _root = string.IsNullOrEmpty(setting) ? new(() => ListenedOn(server)) : new(Checked(setting));
    }

    /// <summary>Without a slash at the end, so that it is one and the same text wherever it is compared.</summary>
    public string Root => _root.Value;

    /// <summary>What stands before every path where the platform shares its host with others; else nothing.</summary>
    public string BasePath => new Uri(Root).AbsolutePath.TrimEnd('/');

    /// <summary>Scheme, host and port.</summary>
    public string Origin => new Uri(Root).GetLeftPart(UriPartial.Authority);

    /// <param name="path">From its first slash on.</param>
    public string At(string path) => Root + path;

    private static string Checked(string setting) =>
        Uri.TryCreate(setting, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri is { Query: "", Fragment: "", UserInfo: "" }
        && !setting.AsSpan().ContainsAny('?', '#')
            ? uri.AbsoluteUri.TrimEnd('/')
            : throw new InvalidOperationException(
                $"{Setting} is '{setting}': it must be the address callers know the platform by, like https://pagopa.example.it, "
                    + "with http or https and without user, query or fragment."
            );

    private static string ListenedOn(IServer server)
    {
        var address =
            server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException($"The server has no address yet, and {Setting} is not set.");
        var binding = BindingAddress.Parse(address);
        // Every address of the machine: of those this one is sure.
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri.AbsoluteUri.TrimEnd('/');
    }
}
