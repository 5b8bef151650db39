namespace Lana.Reproduction.Tables;

/// <summary>A plain member of a family.</summary>
/// <param name="Name">Its registered name.</param>
/// <param name="Share">Its latency as a share of the teacher's, measured together.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
internal sealed record MemberPoint(string Name, double Share, double Accuracy)
{
    /// <summary>The side of its images in pixels; null in results from before members had their own resolution: then
    /// the teacher's.</summary>
    public int? Resolution { get; init; }
}
