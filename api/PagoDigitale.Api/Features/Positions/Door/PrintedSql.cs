namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>Whether a paper of an instalment is out: downloaded by itself, or with all those of its flow.</summary>
public static class PrintedSql
{
    /// <summary>A condition on instalments i of positions p; $1 is the organization.</summary>
    public const string IsPrinted = """
        (EXISTS (SELECT FROM notice_prints np WHERE np.organization_id = $1 AND np.instalment_id = i.instalment_id)
            OR EXISTS (SELECT FROM flow_notice_prints fp WHERE fp.organization_id = $1 AND fp.flow_id = p.flow_id))
        """;

    /// <summary>When the last paper of an instalment i of a position p went out; null when none is. $1 is the organization.</summary>
    public const string LastPrintedAt = """
        greatest((SELECT np.last_printed_at FROM notice_prints np WHERE np.organization_id = $1 AND np.instalment_id = i.instalment_id),
            (SELECT fp.last_printed_at FROM flow_notice_prints fp WHERE fp.organization_id = $1 AND fp.flow_id = p.flow_id))
        """;
}
