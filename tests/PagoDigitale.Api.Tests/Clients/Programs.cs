using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.Clients;

/// <summary>Programs that call the API, as clients that the bootstrap client made.</summary>
internal static class Programs
{
    public static Task<ApiClient> ProgramAsync(TestApi api, string[] scopes, params string[] organizations) =>
        NamedProgramAsync(api, "Gestionale", scopes, organizations);

    public static Task<ApiClient> NamedProgramAsync(TestApi api, string name, string[] scopes, params string[] organizations) =>
        api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = name,
                Scopes = scopes,
                Organizations = organizations,
            }
        );

    public static async Task<HttpStatusCode> TokenStatusAsync(TestApi api, string clientId, string secret)
    {
        using var http = api.Http();
        using var response = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = clientId,
                    ["client_secret"] = secret,
                }
            )
        );
        (await response.Content.ReadFromJsonAsync<JsonObject>()).ShouldNotBeNull();
        return response.StatusCode;
    }
}
