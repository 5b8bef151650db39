namespace Lana.Reproduction.Tables;

/// <summary>A plain member of a family.</summary>
/// <param name="Name">Its registered name.</param>
/// <param name="Share">Its latency as a share of the teacher's, measured side by side.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
internal sealed record MemberPoint(string Name, double Share, double Accuracy);
