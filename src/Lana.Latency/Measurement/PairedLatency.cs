namespace Lana.Measurement;

/// <summary>Two networks measured in one run; milliseconds.</summary>
/// <param name="TeacherMs">The one that others are compared with, positive.</param>
/// <param name="StudentMs">The other, positive.</param>
public readonly record struct PairedLatency(double TeacherMs, double StudentMs)
{
    /// <summary>What the student takes as a share of the teacher.</summary>
    public double Share => StudentMs / TeacherMs;
}
