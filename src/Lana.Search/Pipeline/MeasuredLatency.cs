using System.Globalization;

namespace Lana.Pipeline;

/// <summary>Teacher and student, measured side by side in one run.</summary>
/// <param name="TeacherMs">The median of the teacher in milliseconds.</param>
/// <param name="StudentMs">The median of the student in milliseconds.</param>
/// <param name="BudgetMs">The budget in milliseconds; for a share of the teacher, of this run's teacher.</param>
public sealed record MeasuredLatency(double TeacherMs, double StudentMs, double BudgetMs)
{
    /// <summary>How many times as fast the student is.</summary>
    public double Speedup => TeacherMs / StudentMs;

    /// <summary>Whether the student keeps the budget.</summary>
    public bool IsWithinBudget => StudentMs <= BudgetMs;

    /// <summary>One line for a reader, for example <c>0.426 ms instead of 0.745 ms (1.75 ×), budget 0.447 ms</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{StudentMs:0.000} ms instead of {TeacherMs:0.000} ms ({Speedup:0.00} ×), budget {BudgetMs:0.000} ms");
}
