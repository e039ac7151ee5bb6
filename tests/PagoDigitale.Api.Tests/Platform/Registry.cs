using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What the tests of the registry and of the platform share: fresh organizations, refusals, raw exchanges, raw SQL.</summary>
public static class Registry
{
    private static int _count = Random.Shared.Next(1_000_000, 8_000_000);

    public static string NewCode() => Interlocked.Increment(ref _count).ToString("00000000000", CultureInfo.InvariantCulture);

    public static async Task<string> OrganizationAsync(TestApi api)
    {
        var code = NewCode();
        await api.Admin.Organizations.CreateAsync(new OrganizationInput { FiscalCode = code, Name = $"Ente {code}" });
        return code;
    }

    public static async Task<PagoDigitaleException> RefusalAsync(int status, string code, Func<Task> call)
    {
        var error = await Should.ThrowAsync<PagoDigitaleException>(call);
        (error.Status, error.Code).ShouldBe((status, code), $"{error.Message} {error.Problem?.Detail}");
        return error;
    }

    /// <summary>A refusal of one member, by its name and code, with a remedy.</summary>
    public static async Task FieldRefusalAsync(string field, string code, Func<Task> call, int status = 422)
    {
        var error = await Should.ThrowAsync<PagoDigitaleException>(call);
        error.Status.ShouldBe(status, error.Problem?.Detail);
        var found = error.Problem!.Errors.ShouldHaveSingleItem();
        (found.Field, found.Code).ShouldBe((field, code));
        found.Remedy.ShouldNotBeNullOrWhiteSpace();
    }

    public static async Task<HttpClient> HttpAsync(TestApi api)
    {
        var tokens = api.Services.GetRequiredService<AccessTokens>();
        return api.Http(await tokens.IssueAsync(TestApi.AdminClientId, Scopes.All, [Caller.EveryOrganization], CancellationToken.None));
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static HttpRequestMessage Post(string path, string json, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    public static HttpRequestMessage Patch(string path, string json, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json")),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }

    public static async Task<long> SqlAsync(TestApi api, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }
}
