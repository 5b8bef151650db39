namespace Lana.Pipeline;

/// <summary>A budget in the milliseconds of a latency table.</summary>
/// <param name="budget">The budget.</param>
/// <param name="table">The latency table.</param>
internal sealed class TableBudget(Budget budget, LatencyTable table) : IFingerprinted
{
    /// <summary>The limit in milliseconds, for the teacher of the table.</summary>
    public double Ms { get; } = budget.Resolve(table.TeacherMs);

    /// <summary>True if the budget is a share of the teacher's latency: then only ratios within one run count, and
    /// drift of the machine does not.</summary>
    public bool IsRelative => budget.TeacherFraction is not null;

    public string Fingerprint => FormattableString.Invariant($"{budget.TeacherFraction:R} {budget.Ms:R}");

    /// <summary>The latency of a student that was measured together with its teacher, on the scale of the latency
    /// table.</summary>
    public double StudentMs(PairedLatency pair) => IsRelative ? pair.Share * table.TeacherMs : pair.StudentMs;

    /// <summary>The latencies of one run, with the budget for the teacher of that run.</summary>
    public MeasuredLatency Judge(PairedLatency pair) =>
        new(pair.TeacherMs, pair.StudentMs, budget.Resolve(pair.TeacherMs));
}
