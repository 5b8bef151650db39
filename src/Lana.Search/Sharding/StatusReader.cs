namespace Lana.Sharding;

/// <summary>Reads what is known of the units of a plan.</summary>
internal sealed class StatusReader(ShardFolder folder, ShardPlan plan, ClaimWatch watch)
{
    public ShardStatus Read() => new([.. plan.Units.Select(Of)]);

    private UnitStatus Of(WorkUnit unit)
    {
        var result = folder.FindResult(plan, unit);
        var failure = result is null ? folder.FindFailure(plan, unit) : null;
        var (state, worker) = result is null ? Claimed(unit, failure) : (UnitState.Done, null);
        return new UnitStatus(
            unit.Name,
            unit.Layer,
            unit.Operations.Count,
            state,
            TimeSpan.FromSeconds(unit.Seconds),
            result is null ? null : TimeSpan.FromSeconds(result.Seconds),
            worker,
            failure);
    }

    private (UnitState State, string? Worker) Claimed(WorkUnit unit, string? failure)
    {
        var (number, text) = new ClaimFolder(folder.Of(unit)).Last();
        var isStale = watch.IsStale(unit.Name, number, text);
        var isClaim = ClaimFolder.TryParse(text, out var claim);
        if (number == 0 || (isClaim && (claim!.IsReleased || claim.Unit != unit.FingerprintIn(plan))))
        {
            return (failure is null ? UnitState.Missing : UnitState.Failed, null);
        }

        return (isStale ? UnitState.Stale : UnitState.Running, claim?.Worker);
    }
}
