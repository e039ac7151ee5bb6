using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PagoDigitale.Api.Gateways.PagoPa;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>Who may speak as the node.</summary>
public sealed class AccessTests
{
    private const string Key = "3f1c9d7e0b5a4c62";
    private const string Subject = "CN=forwarder.prod.platform.pagopa.it,O=PagoPA S.p.A.,C=IT";

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("3f1c9d7e0b5a4c6", HttpStatusCode.Unauthorized)]
    [InlineData(Key, HttpStatusCode.OK)]
    public async Task A_configured_subscription_key_is_demanded(string? sent, HttpStatusCode expected)
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:Node:SubscriptionKey", Key));
        using var node = api.Node();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();

        var answer = await node.SendAsync(
            organization.Station,
            Requests.Verify(organization, "302000000000000184"),
            sent is null ? [] : [(NodeAccess.SubscriptionKeyHeader, sent)]
        );

        answer.Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Without_configuration_a_direct_local_caller_is_served_and_one_behind_a_proxy_is_not()
    {
        await using var api = await TestApi.StartAsync();
        using var node = api.Node();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var request = Requests.Verify(organization, "302000000000000184");

        (await node.SendAsync(organization.Station, request)).Status.ShouldBe(HttpStatusCode.OK);
        (await node.SendAsync(organization.Station, request, ("X-Forwarded-For", "203.0.113.7"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await node.SendAsync(organization.Station, request, ("Forwarded", "for=203.0.113.7"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>The framework takes the header off the request and calls its value the address of the caller.</summary>
    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-For", "::1")]
    [InlineData("X-Forwarded-For", "203.0.113.7, 127.0.0.1")]
    [InlineData("X-Forwarded-For", "127.0.0.1, 203.0.113.7")]
    [InlineData("X-Original-For", "203.0.113.7:4711")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    public async Task Where_forwarded_headers_are_believed_nobody_is_local_without_configuration(string header, string value)
    {
        await using var api = await TestApi.StartAsync(("ForwardedHeaders_Enabled", "true"));
        using var node = api.Node();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var request = Requests.Verify(organization, "302000000000000184");

        (await node.SendAsync(organization.Station, request, (header, value))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await node.SendAsync(organization.Station, request)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Where_forwarded_headers_are_believed_the_key_opens_as_always()
    {
        await using var api = await TestApi.StartAsync(("ForwardedHeaders_Enabled", "true"), ("PagoDigitale:Node:SubscriptionKey", Key));
        using var node = api.Node();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var request = Requests.Verify(organization, "302000000000000184");

        (
            await node.SendAsync(organization.Station, request, (NodeAccess.SubscriptionKeyHeader, Key), ("X-Forwarded-For", "203.0.113.7"))
        ).Status.ShouldBe(HttpStatusCode.OK);
        (await node.SendAsync(organization.Station, request, ("X-Forwarded-For", "127.0.0.1"))).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Theory]
    [InlineData("10.0.0.1", 403)]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData(null, 403)]
    public void Without_configuration_only_this_machine_is_served(string? address, int? expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Access().Refuse(http).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Subject, null)]
    [InlineData("CN=somebody else", 403)]
    [InlineData("", 403)]
    [InlineData(null, 403)]
    public void A_configured_client_certificate_is_demanded(string? subject, int? expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        if (subject is not null)
            http.Request.Headers["X-Client-Subject"] = subject;

        Access(("ClientCertificateHeader", "X-Client-Subject"), ("ClientCertificateSubjects:0", Subject)).Refuse(http).ShouldBe(expected);
    }

    [Fact]
    public void A_header_sent_twice_is_not_believed()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-Client-Subject"] = new([Subject, Subject]);

        Access(("ClientCertificateHeader", "X-Client-Subject"), ("ClientCertificateSubjects:0", Subject)).Refuse(http).ShouldBe(403);
    }

    [Fact]
    public void When_both_are_configured_both_are_demanded()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-Client-Subject"] = Subject;
        var access = Access(
            ("SubscriptionKey", Key),
            ("ClientCertificateHeader", "X-Client-Subject"),
            ("ClientCertificateSubjects:0", Subject)
        );

        access.Refuse(http).ShouldBe(401);
        http.Request.Headers[NodeAccess.SubscriptionKeyHeader] = Key;
        access.Refuse(http).ShouldBeNull();
    }

    private static NodeAccess Access(params (string Name, string Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"PagoDigitale:Node:{s.Name}", (string?)s.Value)))
                .Build()
        );
}
