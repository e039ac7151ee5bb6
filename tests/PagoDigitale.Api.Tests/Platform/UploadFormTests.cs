using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Every upload comes as a bare body or as a form, as <c>curl -F file=@…</c> sends it; the fields of the form are parameters.
/// </summary>
public sealed class UploadFormTests(FlowApi host) : IClassFixture<FlowApi>
{
    private static byte[] Csv => FlowScene.Many(2);

    [Fact]
    public async Task A_flow_comes_as_a_form_with_its_parameters_as_fields()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await SendAsync(
            scene,
            "flows",
            HttpStatusCode.Accepted,
            File(Csv, @"C:\Dovuti\quote à.csv"),
            Field("serviceCode", FlowScene.Service),
            Field("openEnded", "true")
        );

        flow["fileName"]!.ToString().ShouldBe("quote à.csv");
        flow["parameters"]!["serviceCode"]!.ToString().ShouldBe(FlowScene.Service);
        flow["parameters"]!["openEnded"]!.GetValue<bool>().ShouldBeTrue();
        flow["sizeBytes"]!.GetValue<long>().ShouldBe(Csv.Length);
        (await scene.UploadAsync(Csv)).ShouldSatisfyAllConditions(
            f => f.Id.ShouldBe(flow["id"]!.ToString()),
            f => f.IsDuplicate.ShouldBeTrue("the same bytes are the same file, however they came")
        );
    }

    [Theory]
    [InlineData("flows", "text/tab-separated-values")]
    [InlineData("flows", "application/vnd.ms-excel")]
    [InlineData("bank-statements?dateColumn=1&amountColumn=2&descriptionColumn=3", "application/vnd.ms-excel")]
    [InlineData("bank-statement-previews?dateColumn=1&amountColumn=2&descriptionColumn=3", "text/tab-separated-values")]
    [InlineData("rendicontazioni", "text/xml")]
    [InlineData("receipts", "text/xml")]
    public async Task Files_come_under_every_name_that_browsers_and_systems_give_them(string path, string mediaType)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        using var http = await Registry.HttpAsync(host.Api);
        using var body = new ByteArrayContent(
            path == "flows" ? Csv
            : path.StartsWith("bank", StringComparison.Ordinal) ? "31/01/2026;10,00;versamento\n"u8.ToArray()
            : "<none/>"u8.ToArray()
        );
        body.Headers.ContentType = new(mediaType);

        using var response = await http.PostAsync($"/v1/organizations/{scene.Organization}/{path}", body);

        response.StatusCode.ShouldNotBe(HttpStatusCode.UnsupportedMediaType);
        ((int)response.StatusCode).ShouldBeOneOf(200, 201, 202, 422);
    }

    [Theory]
    [InlineData("bank-statements?dateColumn=1&amountColumn=2&descriptionColumn=3", "PK\u0003\u0004\u0014", ".xlsx")]
    [InlineData("bank-statement-previews", "PK\u0003\u0004\u0014", ".xlsx")]
    [InlineData("bank-statement-previews", "%PDF-1.7", "PDF")]
    public async Task A_workbook_sent_as_a_statement_is_told_to_be_one(string path, string start, string what)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        using var http = await Registry.HttpAsync(host.Api);
        using var body = Body([.. Encoding.ASCII.GetBytes(start), .. new byte[64]]);

        using var response = await http.PostAsync($"/v1/organizations/{scene.Organization}/{path}", body);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        (error["field"]!.ToString(), error["code"]!.ToString()).ShouldBe(("body", "not-a-text-file"));
        error["message"]!.ToString().ShouldContain(what);
        error["remedy"]!.ToString().ShouldContain("CSV");
    }

    [Fact]
    public async Task The_name_of_a_file_is_optional_everywhere()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        using var http = await Registry.HttpAsync(host.Api);
        foreach (
            var (path, content) in new[]
            {
                ("flows?", Csv),
                ("bank-statements?dateColumn=1&amountColumn=2&descriptionColumn=3&", "31/01/2026;10,00;versamento\n"u8.ToArray()),
            }
        )
        {
            using var bare = Body(content);
            var first = await AnswerAsync(await http.PostAsync($"/v1/organizations/{scene.Organization}/{path.TrimEnd('&', '?')}", bare));
            first["fileName"]!.ToString().ShouldMatch("^upload-[0-9a-f]{12}$");
            using var empty = Body(content);
            (await http.PostAsync($"/v1/organizations/{scene.Organization}/{path}fileName=", empty)).StatusCode.ShouldBeOneOf(
                HttpStatusCode.BadRequest,
                HttpStatusCode.UnprocessableEntity
            );
        }
    }

    [Fact]
    public async Task Statements_rendicontazioni_and_logos_come_as_forms_too()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var statement = await SendAsync(
            scene,
            "bank-statements",
            HttpStatusCode.Created,
            File("31/01/2026;10,00;versamento\n"u8.ToArray(), "conto.csv"),
            Field("dateColumn", "1"),
            Field("amountColumn", "2"),
            Field("descriptionColumn", "3")
        );
        var flow = await SendAsync(
            scene,
            "rendicontazioni",
            HttpStatusCode.UnprocessableEntity,
            File("<none/>"u8.ToArray(), "flusso.xml"),
            Field("fileName", "gennaio.xml")
        );
        var logo = await SendAsync(
            scene,
            "logo",
            HttpStatusCode.UnprocessableEntity,
            HttpMethod.Put,
            File("no picture"u8.ToArray(), "logo.png")
        );

        statement["fileName"]!.ToString().ShouldBe("conto.csv");
        flow["errors"]![0]!["field"]!.ToString().ShouldBe("body", "it was read");
        (
            await scene.ScalarAsync<string>(
                "SELECT file_name FROM inbound_messages WHERE organization_id = {org} AND kind = 'rendicontazione'"
            )
        ).ShouldBe("gennaio.xml");
        logo["errors"]![0]!["code"]!.ToString().ShouldBe("logo-not-an-image");
    }

    [Fact]
    public async Task Fields_are_judged_as_parameters_are()
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        (await RefusedAsync(scene, "flows?serviceCode=A", File(Csv, "a.csv"), Field("serviceCode", "B"))).ShouldBe(
            ("serviceCode", "repeated-parameter")
        );
        (await RefusedAsync(scene, "flows", File(Csv, "a.csv"), Field("servizio", "B"))).ShouldBe(("servizio", "unknown-parameter"));
        (await RefusedAsync(scene, "flows", File(Csv, "a.csv"), Field("a[", "B"))).ShouldBe(("a[", "unknown-parameter"));
        (await RefusedAsync(scene, "flows", File(Csv, "a.csv"), Field("openEnded", "forse"))).ShouldBe(("openEnded", "malformed"));
        (await RefusedAsync(scene, "flows", File(Csv, "a.csv"), Field("description", new string('x', 5_000)))).ShouldBe(
            ("description", "malformed")
        );
        (await RefusedAsync(scene, "flows", Field("serviceCode", FlowScene.Service))).ShouldBe(("file", "missing"));
        (await RefusedAsync(scene, "flows", File(Csv, "a.csv"), File(Csv, "b.csv"))).ShouldBe(("file", "repeated-parameter"));
    }

    [Theory]
    [InlineData("flows")]
    [InlineData("bank-statements?dateColumn=1&amountColumn=2&descriptionColumn=3")]
    [InlineData("bank-statement-previews")]
    [InlineData("rendicontazioni")]
    [InlineData("receipts")]
    public async Task A_file_under_another_name_is_refused_by_it(string path)
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        (await RefusedAsync(scene, path, (Body(Csv), "documento", "a.csv"))).ShouldBe(("documento", "unknown-parameter"));
        (await RefusedAsync(scene, path, File(Csv, "a.csv"), (Body(Csv), "allegato", "b.csv"))).ShouldBe(("allegato", "unknown-parameter"));
    }

    /// <summary>Each is two characters: where a name is cut may be between them.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task The_name_of_a_file_may_be_of_emoji_however_many(string before)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var name = before + string.Concat(Enumerable.Repeat("\U0001F600", 400));

        var flow = await SendAsync(scene, "flows", HttpStatusCode.Accepted, File(Csv, name));

        name.ShouldStartWith(flow["fileName"]!.ToString());
    }

    [Fact]
    public async Task A_repetition_with_another_boundary_is_the_same_request()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        using var http = await Registry.HttpAsync(host.Api);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "form-1");
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var form = Form(File(Csv, "a.csv"), Field("serviceCode", FlowScene.Service));
            using var response = await http.PostAsync($"/v1/organizations/{scene.Organization}/flows", form);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            answers.Add(await response.Content.ReadAsStringAsync());
        }
        answers[1].ShouldBe(answers[0]);
    }

    /// <summary>
    /// Cut anywhere, or with any byte changed, a form is taken, refused or short of its file; nothing of it is our fault.
    /// </summary>
    [Fact]
    public async Task A_broken_form_is_never_an_internal_error()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        var scene = await FlowScene.CreateAsync(host.Api);
        using var http = await Registry.HttpAsync(host.Api);
        using var whole = Form(File(Csv, "a.csv"), Field("serviceCode", FlowScene.Service));
        var bytes = await whole.ReadAsByteArrayAsync();
        for (var i = 0; i < 150; i++)
        {
            var broken = random.Next(2) == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            for (var changes = random.Next(4); changes > 0 && broken.Length > 0; changes--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(broken);
            content.Headers.TryAddWithoutValidation(
                "Content-Type",
                random.Next(10) == 0 ? "multipart/form-data" : whole.Headers.ContentType!.ToString()
            );
            using var response = await http.PostAsync($"/v1/organizations/{scene.Organization}/flows", content);
            ((int)response.StatusCode).ShouldBeLessThan(
                500,
                $"PAGODIGITALE_SEED={seed}, round {i}: {await response.Content.ReadAsStringAsync()}"
            );
        }
    }

    private static (HttpContent Content, string Name, string? FileName) File(byte[] content, string fileName) =>
        (Body(content), "file", fileName);

    private static (HttpContent Content, string Name, string? FileName) Field(string name, string value) =>
        (new StringContent(value), name, null);

    private static ByteArrayContent Body(byte[] content) =>
        new(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    /// <summary>Names in plain UTF-8, as browsers and curl write them.</summary>
    private static MultipartFormDataContent Form(params (HttpContent Content, string Name, string? FileName)[] parts)
    {
        var form = new MultipartFormDataContent { };
        form.HeaderEncodingSelector = (_, _) => Encoding.UTF8;
        foreach (var (content, name, fileName) in parts)
        {
            content.Headers.TryAddWithoutValidation(
                "Content-Disposition",
                $"form-data; name=\"{name}\"{(fileName is null ? "" : $"; filename=\"{fileName}\"")}"
            );
            form.Add(content);
        }
        return form;
    }

    private async Task<(string?, string?)> RefusedAsync(FlowScene scene, string path, params (HttpContent, string, string?)[] parts)
    {
        var error = (await SendAsync(scene, path, HttpStatusCode.BadRequest, parts))["errors"]![0]!;
        error["remedy"]!.ToString().ShouldNotBeNullOrWhiteSpace();
        return (error["field"]?.ToString(), error["code"]?.ToString());
    }

    private Task<JsonNode> SendAsync(
        FlowScene scene,
        string path,
        HttpStatusCode expected,
        params (HttpContent, string, string?)[] parts
    ) => SendAsync(scene, path, expected, HttpMethod.Post, parts);

    private async Task<JsonNode> SendAsync(
        FlowScene scene,
        string path,
        HttpStatusCode expected,
        HttpMethod method,
        params (HttpContent, string, string?)[] parts
    )
    {
        using var http = await Registry.HttpAsync(host.Api);
        using var request = new HttpRequestMessage(method, $"/v1/organizations/{scene.Organization}/{path}") { Content = Form(parts) };
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(expected, await response.Content.ReadAsStringAsync());
        return await AnswerAsync(response);
    }

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
