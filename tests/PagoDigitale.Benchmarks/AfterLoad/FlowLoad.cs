using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PagoDigitale.Benchmarks.AfterLoad;

/// <summary>A file of positions, as a client loads it: uploaded, checked, confirmed, generated.</summary>
public static class FlowLoad
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>The identifier of the flow.</returns>
    public static async Task<string> RunAsync(RealApi api, string organization, string file)
    {
        await using var bytes = File.OpenRead(file);
        using var content = new StreamContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var flow = await api.PostAsync($"/v1/organizations/{organization}/flows?fileName=load.csv", content);
        var path = $"/v1/organizations/{organization}/flows/{flow["id"]}";
        await UntilAsync(api, path, "ready");
        await api.PostAsync($"{path}/confirm", new ByteArrayContent([]));
        await UntilAsync(api, path, "completed");
        return flow["id"]!.GetValue<string>();
    }

    private static async Task UntilAsync(RealApi api, string path, string wanted)
    {
        while (true)
        {
            var flow = await api.GetAsync(path);
            var state = flow["state"]!.GetValue<string>();
            if (state == wanted)
                return;
            if (state is "failed" or "cancelled" or "completed-with-rejects")
                throw new InvalidOperationException($"The flow ended as {state}: {flow.ToJsonString()}");
            await Task.Delay(Pause);
        }
    }
}
