using System.Net;
using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>Whatever is sent, the answer is a clean refusal and the next call is served.</summary>
public sealed class HostileInputTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private const string Xxe = """
        <?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>&x;</soapenv:Body></soapenv:Envelope>
        """;

    private const string Laughs = """
        <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>
        """;

    [Theory]
    [InlineData(Xxe)]
    [InlineData(Laughs)]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<a/>")]
    [InlineData(
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">"""
            + "<soapenv:Body><unknown/></soapenv:Body></soapenv:Envelope>"
    )]
    public async Task What_is_no_message_of_the_service_gets_a_soap_fault_and_is_kept(string text)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var bytes = Encoding.UTF8.GetBytes(text);

        var answer = await f.Node.SendAsync(organization.Station, bytes);

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        var body = Encoding.UTF8.GetString(answer.Body);
        body.ShouldContain("soapenv:Client");
        body.ShouldContain(PaFaultCodes.SintassiExtraXsd);
        body.ShouldNotContain("root:");
        (await f.Rows.ContentAsync("organization_id = '*' AND kind = 'node-unreadable' AND source = $1", organization.Station)).ShouldBe(
            bytes
        );
        await ShouldBeAliveAsync();
    }

    /// <summary>Whom it is addressed to is kept as it begins. Each letter is two characters: the cut may be between them.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_station_of_emoji_is_kept_by_whole_letters(string before)
    {
        var station = before + string.Concat(Enumerable.Repeat("\U0001F600", 60));
        var bytes = Encoding.UTF8.GetBytes($"no message {Guid.NewGuid()}");

        await f.Node.SendAsync(station, bytes);

        var source = await f.Rows.ReadAsync<string>(
            "SELECT source FROM inbound_messages WHERE kind = 'node-unreadable' AND content_sha256 = sha256($1)",
            bytes
        );
        station.ShouldStartWith(source!);
        await ShouldBeAliveAsync();
    }

    /// <summary>The body says what is asked; a header that contradicts it, or says nothing, changes no answer.</summary>
    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"http://www.w3.org/urn:paNobodyKnows\"")]
    [InlineData("paSendRTV2")]
    public async Task An_unknown_or_wrong_soap_action_changes_nothing_of_a_message_that_can_be_read(string soapAction)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        (
            await f.Node.SendAsync(organization.Station, Requests.Verify(organization, notice.Number), ("SOAPAction", soapAction))
        ).IsOk.ShouldBeTrue();

        var nothing = await f.Node.SendAsync(organization.Station, "<a/>"u8.ToArray(), ("SOAPAction", "\"paNobodyKnows\""));
        nothing.Status.ShouldBe(HttpStatusCode.InternalServerError);
        Encoding.UTF8.GetString(nothing.Body).ShouldContain("<faultcode>soapenv:Client</faultcode>");
    }

    [Fact]
    public async Task What_is_no_message_is_refused_in_the_words_of_the_primitive_that_the_soap_action_names()
    {
        var answer = await f.Node.SendAsync("15376371009_01", Encoding.UTF8.GetBytes(Xxe), ("SOAPAction", "\"paSendRT\""));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);
        answer.Response!.Operation.ShouldBe(PaOperation.SendRt);
    }

    [Theory]
    [InlineData("<idPA>", "<idPA><x/>")]
    [InlineData("<idBrokerPA>", "<idOther>1</idOther><idBrokerPA>")]
    [InlineData("<noticeNumber>3", "<noticeNumber>x")]
    [InlineData("</qrCode>", "</qrCode><more/>")]
    [InlineData("</idPA>", "</idPA><idPA>1</idPA>")]
    public async Task A_message_against_the_schema_gets_the_fault_of_syntax(string part, string replacement)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var text = Encoding.UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")));
        text.ShouldContain(part);

        var answer = await f.Node.SendAsync(
            organization.Station,
            Encoding.UTF8.GetBytes(text.Replace(part, replacement, StringComparison.Ordinal))
        );

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);
        answer.Response!.Operation.ShouldBe(PaOperation.VerifyPaymentNotice);
        await ShouldBeAliveAsync();
    }

    [Fact]
    public async Task Another_namespace_gets_the_fault_of_syntax()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var text = Encoding.UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")));

        var answer = await f.Node.SendAsync(
            organization.Station,
            Encoding.UTF8.GetBytes(text.Replace(PaOperations.Namespace, "urn:other", StringComparison.Ordinal))
        );

        answer.FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);
    }

    /// <summary>It may be a payment in a form nobody foresaw; and whoever sends it may not fill the disk.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_body_beyond_the_limit_the_beginning_is_listed(bool isChunked)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var text = Encoding.UTF8.GetString(
            PaForNodeClientWriter.Write(Requests.SendRt(organization, Requests.Receipt(organization, "302000000000000184", 500)))
        );
        var body = Encoding.UTF8.GetBytes(
            text.Replace("</receipt>", $"<ofTomorrow>{new string('x', 3 * 1024 * 1024)}</ofTomorrow></receipt>", StringComparison.Ordinal)
        );

        for (var i = 0; i < 2; i++)
            (await SendLargeAsync(organization.Station, body, isChunked)).ShouldBeOneOf(HttpStatusCode.RequestEntityTooLarge, null);

        var refused = (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (refused.Kind, refused.Code, refused.IsCut, refused.IsReplayable, refused.SeenCount, refused.StatedOrganization).ShouldBe(
            ("unknown", PaFaultCodes.SintassiExtraXsd, true, false, 2, organization.Code)
        );
        refused.SizeBytes.ShouldBeInRange(isChunked ? 2 * 1024 * 1024 : body.Length, body.Length);
        refused.Reason.ShouldContain("2 MiB");
        (await (await f.Api.Admin.RefusedMessages.DownloadAsync(organization.Code, refused.Id)).ReadBytesAsync()).ShouldBe(body[..1024]);
        (
            await Should.ThrowAsync<PagoDigitaleException>(() => f.Api.Admin.RefusedMessages.ReplayAsync(organization.Code, refused.Id))
        ).Code.ShouldBe("not-replayable");
        await ShouldBeAliveAsync();
    }

    /// <summary>Null where the server hung up while the body was still being sent.</summary>
    private async Task<HttpStatusCode?> SendLargeAsync(string station, byte[] body, bool isChunked)
    {
        using var http = f.Api.UncheckedHttp();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/node/{station}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("text/xml") { CharSet = "utf-8" };
        request.Headers.TransferEncodingChunked = isChunked;
        try
        {
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    [Fact]
    public async Task A_large_body_within_the_limit_is_read()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var text = Encoding.UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")));
        var padded = text.Replace("<soapenv:Body>", $"<!--{new string('x', 1_500_000)}--><soapenv:Body>", StringComparison.Ordinal);

        (await f.Node.SendAsync(organization.Station, Encoding.UTF8.GetBytes(padded))).FaultCode.ShouldBe(
            PaFaultCodes.PagamentoSconosciuto
        );
    }

    private async Task ShouldBeAliveAsync()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        (await f.VerifyAsync(organization, notice.Number)).IsOk.ShouldBeTrue();
    }
}
