namespace Lana.Measurement;

/// <summary>Two networks measured in the same runs; milliseconds.</summary>
/// <param name="TeacherMs">The latency of the network that others are compared with, positive.</param>
/// <param name="StudentMs">The latency of the other network, positive.</param>
public readonly record struct PairedLatency(double TeacherMs, double StudentMs)
{
    /// <summary>The student's latency as a share of the teacher's.</summary>
    public double Share => StudentMs / TeacherMs;
}
