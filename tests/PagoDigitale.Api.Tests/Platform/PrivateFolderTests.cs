using System.Net.Sockets;
using System.Text;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What is on disk for a while holds personal data: nobody else reads it, and it does not stay.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _parent = Directory.CreateTempSubdirectory("pagodigitale-test-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    /// <summary>By the clock of the file system.</summary>
    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public void Folder_and_files_are_for_their_owner_alone()
    {
        using var folder = PrivateFolder.Open(_parent);
        using var spool = folder.NewSpool("any");
        using (PrivateFolder.Create(folder.NewPath("upload"))) { }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder.Path).ShouldBe(Mine | UnixFileMode.UserExecute);
            Directory.GetFiles(folder.Path).Length.ShouldBe(3);
            foreach (var file in Directory.GetFiles(folder.Path))
                File.GetUnixFileMode(file).ShouldBe(Mine);
        }
        spool.Dispose();
        Directory.GetFiles(folder.Path, "*.any").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_living_process_holds_stays_and_what_nobody_holds_goes()
    {
        using var living = PrivateFolder.Open(_parent);
        using (PrivateFolder.Create(living.NewPath("upload"))) { }
        var dead = Leave("dead", hasLock: true, Now);
        var diedAtOnce = Leave("at-once", hasLock: false, Now.AddMinutes(-5));
        var beginning = Leave("beginning", hasLock: false, Now);
        var foreign = Directory.CreateDirectory(Path.Combine(_parent, "pagodigitale-else")).FullName;

        using var another = PrivateFolder.Open(_parent);

        Directory.GetFiles(living.Path, "*.upload").Length.ShouldBe(1);
        new[] { dead, diedAtOnce }.ShouldAllBe(path => !Directory.Exists(path));
        new[] { beginning, foreign, another.Path }.ShouldAllBe(path => Directory.Exists(path));
    }

    [Fact]
    public async Task An_upload_that_a_killed_process_left_is_swept_by_the_next_start_and_not_while_it_runs()
    {
        var database = await TestDatabase.CreateAsync();
        await using var api = await ApiProcess.StartAsync(database, ("TMPDIR", _parent));
        using var upload = await UploadAsync(api);
        var left = await FindUploadAsync();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(left).ShouldBe(Mine);

        await using (await ApiProcess.StartAsync(database, ("TMPDIR", _parent)))
            File.Exists(left).ShouldBeTrue("its process lives");
        await api.KillAsync();
        File.Exists(left).ShouldBeTrue("nobody tidied up");

        await using (await ApiProcess.StartAsync(database, ("TMPDIR", _parent)))
        {
            File.Exists(left).ShouldBeFalse();
            Directory.Exists(Path.GetDirectoryName(left)).ShouldBeFalse();
        }
        await TestDatabase.DropAsync(database);
    }

    /// <summary>Begins an upload and never ends it.</summary>
    private static async Task<TcpClient> UploadAsync(ApiProcess api)
    {
        using var client = api.Client();
        var organization = await TestOrganization.CreateAsync(client);
        using var http = new HttpClient { BaseAddress = api.BaseAddress };
        using var answer = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = TestApi.AdminClientId,
                    ["client_secret"] = TestApi.AdminSecret,
                }
            )
        );
        var token = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
        var socket = new TcpClient();
        await socket.ConnectAsync(api.BaseAddress.Host, api.BaseAddress.Port);
        await socket
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"""
                    POST /v1/organizations/{organization.Code}/flows?fileName=a.csv HTTP/1.1
                    Host: {api.BaseAddress.Authority}
                    Authorization: Bearer {token}
                    Content-Type: text/csv
                    Content-Length: 1000000

                    codice_fiscale;nominativo
                    """.ReplaceLineEndings("\r\n") + new string('x', 200_000)
                )
            );
        return socket;
    }

    private async Task<string> FindUploadAsync()
    {
        for (var i = 0; i < 500; i++)
        {
            if (Directory.GetFiles(_parent, "*.upload", SearchOption.AllDirectories) is [{ } found])
                return found;
            await Task.Delay(20);
        }
        throw new TimeoutException("No upload was spooled.");
    }

    private string Leave(string name, bool hasLock, DateTime at)
    {
        var path = Directory.CreateDirectory(Path.Combine(_parent, $"{PrivateFolder.Prefix}{name}")).FullName;
        File.WriteAllText(Path.Combine(path, "1.upload"), "personal data");
        if (hasLock)
            File.WriteAllText(Path.Combine(path, "lock"), "");
        Directory.SetLastWriteTimeUtc(path, at);
        return path;
    }
}
