using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// What is believed of a bearer token, as RFC 8725 advises: the algorithm is ours to say (ES256 and no other, whatever the header
/// claims), the key must be one we published under the name the token gives, and type, issuer, audience and times are all checked.
/// </summary>
public sealed class AccessTokenRules(SigningKeys keys, PublicUrl url, TimeProvider clock) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    private const int TokenLengthMax = 8192;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void AddTo(IServiceCollection services)
    {
        // Not AddAuthentication, which would write a key ring for cookies into the home of whoever runs the process.
        services.AddAuthenticationCore(o => o.DefaultScheme = Scheme);
        services.AddWebEncoders();
        services.AddSingleton<IAuthenticationConfigurationProvider, NothingConfigured>();
        new AuthenticationBuilder(services).AddJwtBearer();
        services.ConfigureOptions<AccessTokenRules>();
        // A token that is not valid is the caller's affair and no event of ours; its stack trace would be one line in three.
        services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Warning));
    }

    /// <summary>
    /// The host would put authentication and authorization of its own before everything else: a failure has no problem details there, and
    /// every question of the node pays for a token that it does not send. Ours is <see cref="BearerAuthentication"/>.
    /// </summary>
    public static void KeepOutOfTheWay(IApplicationBuilder app) =>
        app.Properties["__AuthenticationMiddlewareSet"] = app.Properties["__AuthorizationMiddlewareSet"] = true;

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(Handler());
        options.TokenValidationParameters = new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [AccessTokens.Type],
            ValidIssuer = url.Root,
            ValidAudience = AccessTokens.Audience,
            LifetimeValidator = IsCurrent,
            IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Published(keyId) is { } key ? [key] : [],
            TryAllIssuerSigningKeys = false,
        };
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    /// <summary>Reads tokens up to a length that none of ours has.</summary>
    public static JsonWebTokenHandler Handler() => new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenLengthMax };

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && (notBefore is null || notBefore <= now + ClockSkew);
    }

    /// <summary>The package reads schemes from the settings too; ours are said above and nowhere else.</summary>
    private sealed class NothingConfigured : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }
}
