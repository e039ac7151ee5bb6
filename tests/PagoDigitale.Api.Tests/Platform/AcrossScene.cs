using Npgsql;
using PagoDigitale.Api.Tests.Clients;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Three organizations: a client acts for the first two and not for the third. Of the second there is everything that anybody could
/// want to know.
/// </summary>
internal sealed record AcrossScene(
    TestApi Api,
    string Own,
    string Other,
    string Foreign,
    ApiClient Client,
    string InactiveClient,
    (long Sequence, int Numbering) OtherPlace
)
{
    public const string Account = TestOrganization.TesoreriaIban;
    public const string ClosedAccount = "IT58D0542811101000000999999";

    /// <summary>Events of the second and of the third up to it are said to be forgotten.</summary>
    public const long ForgottenPlace = 1;

    public string Both => string.Join(',', new[] { Own, Other }.Order(StringComparer.Ordinal));

    public static async Task<AcrossScene> CreateAsync(TestApi api)
    {
        var other = (await TestOrganization.CreateAsync(api.Admin)).Code;
        var (own, foreign) = (await OrganizationAsync(api), await OrganizationAsync(api));
        await api.Admin.Organizations.CreateIbanAsync(other, new() { Iban = ClosedAccount, Label = "Chiuso" });
        await api.Admin.Organizations.ChangeIbanAsync(other, ClosedAccount, 1, new() { IsActive = false });
        await api.Admin.Flows.UploadAsync(other, "quote.csv", new MemoryStream(FlowScene.Many(2)));
        var client = await Programs.ProgramAsync(api, ["events:read"], own, other);
        var inactive = await Programs.ProgramAsync(api, ["events:read"], own, other);
        await api.Admin.Clients.ChangeAsync(inactive.ClientId, 1, new() { IsActive = false });
        // Whoever reads gives places first.
        await api.Admin.Events.ListAsync(other);
        foreach (var forgetful in new[] { other, foreign })
            await ForgetAsync(api, forgetful);
        return new(api, own, other, foreign, client, inactive.ClientId, await LastPlaceAsync(api, other));
    }

    /// <summary>What the application's role is answered by one statement that is taken back; null where it may not.</summary>
    /// <param name="session">As which organization; null: it was never said.</param>
    /// <param name="before">What whoever asks has done before.</param>
    public static async Task<string?> AskAsync(TestApi api, string? session, string question, string before = "")
    {
        // Where it was never said, on a connection that nobody had: a setting that was once made is never quite undone.
        await using var connection = new NpgsqlConnection(session is null ? $"{api.ConnectionString};Pooling=false" : api.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var says = session is null ? "" : $"SET LOCAL app.organization = '{session}';";
        await using (var command = new NpgsqlCommand($"SET LOCAL ROLE pagodigitale_app; {says} {before}", connection, transaction))
            await command.ExecuteNonQueryAsync();
        try
        {
            await using var command = new NpgsqlCommand(question, connection, transaction);
            return await command.ExecuteScalarAsync() as string;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    public Task<string?> AskAsync(string? session, string question, string before = "") => AskAsync(Api, session, question, before);

    private static async Task ForgetAsync(TestApi api, string organization)
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = source.CreateCommand(
            "INSERT INTO forgotten_events (organization_id, sequence, numbering) VALUES ($1, $2, 0)"
        );
        command.Parameters.Add(new() { Value = organization });
        command.Parameters.Add(new() { Value = ForgottenPlace });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(long, int)> LastPlaceAsync(TestApi api, string organization)
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT sequence, numbering FROM events WHERE organization_id = $1 AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1"
        );
        command.Parameters.Add(new() { Value = organization });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt32(1));
    }
}

/// <summary>One for all attacks of a class: what they write is taken back.</summary>
public sealed class AcrossOnce
{
    private Task<AcrossScene>? _scene;

    internal Task<AcrossScene> SceneAsync(TestApi api) => _scene ??= AcrossScene.CreateAsync(api);
}
