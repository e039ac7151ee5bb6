using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using PagoDigitale.Platform.Outbound;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Nobody is called whom an installation would not call: whatever a name stands for, whenever it is asked.</summary>
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("151.101.1.69", true)]
    [InlineData("2a00:1450:4002::1", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Public_is_what_is_anybodys_on_the_internet(string address, bool isPublic) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task What_a_name_stands_for_is_looked_at_when_the_connection_is_made(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = Calling(Guard());

        var error = await Should.ThrowAsync<HttpRequestException>(() =>
            http.GetAsync(new Uri($"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/"))
        );

        error.InnerException.ShouldBeOfType<AddressRefusedException>();
        listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("localhost", "127.0.0.0/8", "::1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    public async Task What_the_installation_lists_is_called(string host, params string[] allowed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = Calling(Guard(allowed));

        var call = http.GetAsync(new Uri($"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        (await call).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public void A_setting_that_is_no_host_ends_the_start() =>
        Should.Throw<InvalidOperationException>(() => Guard("10.0.0.0/99")).Message.ShouldContain("10.0.0.0/99");

    [Fact]
    public void Plain_http_is_for_what_is_listed()
    {
        Guard().Refuse("http://api.example").ShouldNotBeNull();
        Guard("api.example").Refuse("http://api.example/x").ShouldBeNull();
        Guard("10.0.0.0/8").Refuse("http://10.1.1.1").ShouldBeNull();
        Guard("10.0.0.0/8").Refuse("http://11.1.1.1").ShouldNotBeNull();
        Guard().Refuse("https://api.example/x").ShouldBeNull();
    }

    private static AddressGuard Guard(params string[] allowed) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(allowed.Select((a, i) => KeyValuePair.Create($"{AddressGuard.AllowedHostsKey}:{i}", (string?)a)))
                .Build()
        );

    private static HttpClient Calling(AddressGuard guard) => new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync });
}
