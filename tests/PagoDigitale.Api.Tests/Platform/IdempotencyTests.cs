using System.Net;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

public sealed class IdempotencyTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task A_repeated_request_gets_the_same_bytes_and_says_so()
    {
        var path = $"/v1/organizations/{await OrganizationAsync(_api)}/units";
        using var http = await HttpAsync(_api);
        using var first = await http.SendAsync(Post(path, """{"code":"A","name":"Prima"}""", "key-1"));
        using var second = await http.SendAsync(Post(path, """{"code":"A","name":"Prima"}""", "key-1"));

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await second.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_repeated_creation_keeps_its_headers_too()
    {
        var code = NewCode();
        using var http = await HttpAsync(_api);
        using var first = await http.SendAsync(Post("/v1/organizations", $$"""{"fiscalCode":"{{code}}","name":"Ente"}""", code));
        using var second = await http.SendAsync(Post("/v1/organizations", $$"""{"fiscalCode":"{{code}}","name":"Ente"}""", code));

        (second.StatusCode, second.Headers.Location, second.Headers.ETag).ShouldBe(
            (HttpStatusCode.Created, first.Headers.Location, first.Headers.ETag)
        );
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        var path = $"/v1/organizations/{await OrganizationAsync(_api)}";
        using var http = await HttpAsync(_api);
        using var first = await http.SendAsync(Post($"{path}/units", """{"code":"A","name":"Prima"}""", "key-2"));
        using var otherInput = await http.SendAsync(Post($"{path}/units", """{"code":"B","name":"Prima"}""", "key-2"));
        using var otherOperation = await http.SendAsync(
            Post($"{path}/debtors", """{"type":"F","fiscalCode":"ANONIMO","name":"X"}""", "key-2")
        );

        var told = await otherInput.Content.ReadAsStringAsync();
        told.ShouldContain("\"code\":\"idempotency-key-reused\"");
        told.ShouldContain("\"title\":\"The key was used for another request\"");
        (otherInput.StatusCode, otherOperation.StatusCode).ShouldBe(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)
        );
        (await _api.Admin.Organizations.ListUnitsAsync(path.Split('/')[^1])).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Equal_requests_at_the_same_moment_do_the_work_once()
    {
        var organization = await OrganizationAsync(_api);
        using var http = await HttpAsync(_api);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    http.SendAsync(
                        Post($"/v1/organizations/{organization}/debtors", """{"type":"F","fiscalCode":"ANONIMO","name":"X"}""", "same")
                    )
                )
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        answers.Count(a => a.Headers.Contains("Idempotency-Replayed")).ShouldBe(9);
        (await _api.Admin.Debtors.ListAsync(organization)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var organization = await OrganizationAsync(_api);
        var service = """{"code":"S","description":"S","taxonomyCode":"9/0101100IM/","iban":"IT60X0542811101000000123456"}""";
        using var http = await HttpAsync(_api);
        using var refused = await http.SendAsync(Post($"/v1/organizations/{organization}/services", service, "retry"));
        await http.SendAsync(Post($"/v1/organizations/{organization}/ibans", """{"iban":"IT60X0542811101000000123456","label":"T"}"""));
        using var done = await http.SendAsync(Post($"/v1/organizations/{organization}/services", service, "retry"));

        (refused.StatusCode, done.StatusCode).ShouldBe((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created));
        done.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }
}
