namespace Lana.Pipeline;

/// <summary>The latencies of teacher and student, measured in one run.</summary>
/// <param name="TeacherMs">The teacher's latency in milliseconds.</param>
/// <param name="StudentMs">The student's latency in milliseconds.</param>
/// <param name="BudgetMs">The budget in milliseconds; for a relative budget, of this run's teacher.</param>
public sealed record MeasuredLatency(double TeacherMs, double StudentMs, double BudgetMs)
{
    /// <summary>The speed-up: the teacher's latency divided by the student's.</summary>
    public double Speedup => TeacherMs / StudentMs;

    /// <summary>Gets a value that indicates whether the student meets the budget.</summary>
    public bool IsWithinBudget => StudentMs <= BudgetMs;

    /// <summary>Formats one line, for example <c>0.426 ms instead of 0.745 ms (1.75 ×), budget 0.447 ms</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{StudentMs:0.000} ms instead of {TeacherMs:0.000} ms ({Speedup:0.00} ×), budget {BudgetMs:0.000} ms");
}
