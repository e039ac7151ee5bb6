using System.Reflection;
using Microsoft.AspNetCore.Mvc.Routing;
using PagoDigitale.Platform.Http;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Standby;

/// <summary>Which operations go to the standby: whoever adds a GET says here why it stays with the primary, or lets it go.</summary>
public sealed class StandbyOperationTests
{
    private const string Writes = "writes before it reads";
    private const string Platform = "the platform's own state, of this moment, for who runs it";

    private static readonly Dictionary<string, string> StaysWithPrimary = new()
    {
        ["DownloadFlowNotices"] = "notes what was printed",
        ["DownloadNotice"] = "notes what was printed",
        ["DownloadPlatformRefusedMessage"] = Platform,
        ["ListActivityLog"] = Writes,
        ["ListClients"] = Platform,
        ["ListEvents"] = Writes,
        ["ListEventsAcrossOrganizations"] = Writes,
        ["ListJobs"] = Platform,
        ["ListPlatformRefusedMessages"] = Platform,
        ["PreviewPaymentPlans"] = "one service by its key, for what is created next",
        ["VerifyActivityLog"] = Writes,
    };

    public static IReadOnlySet<string> OnStandby { get; } =
        Reads().Where(r => r.Operation.MayReadStandby).Select(r => char.ToLowerInvariant(r.Name[0]) + r.Name[1..]).ToHashSet();

    [Fact]
    public void Lists_reports_and_files_go_to_the_standby_and_the_rest_says_why_not()
    {
        var staying = Reads().Where(r => !r.Operation.MayReadStandby).Select(r => r.Name).ToList();

        staying.Where(n => !n.StartsWith("Read", StringComparison.Ordinal)).Order().ShouldBe(StaysWithPrimary.Keys.Order());
        Reads()
            .Where(r => r.Operation.MayReadStandby && r.Name.StartsWith("Read", StringComparison.Ordinal))
            .Select(r => r.Name)
            .Order()
            // The others read one thing by its key, to change it next (If-Match).
            .ShouldBe(["ReadCollectionByMonth", "ReadCollectionSummary", "ReadTrialBalance"]);
        OnStandby.Count.ShouldBe(49);
    }

    [Fact]
    public void Nothing_that_changes_something_goes_to_the_standby() =>
        Operations().Where(o => !o.IsGet && o.Operation.MayReadStandby).Select(o => o.Name).ShouldBeEmpty();

    private static IEnumerable<(string Name, OperationAttribute Operation)> Reads() =>
        Operations().Where(o => o.IsGet).Select(o => (o.Name, o.Operation));

    private static IEnumerable<(string Name, bool IsGet, OperationAttribute Operation)> Operations() =>
        from type in typeof(House).Assembly.GetTypes()
        from method in type.GetMethods()
        let operation = method.GetCustomAttribute<OperationAttribute>()
        let verb = method.GetCustomAttribute<HttpMethodAttribute>()
        where operation is not null && verb is not null
        select (method.Name, verb.HttpMethods.Contains("GET"), operation);
}
