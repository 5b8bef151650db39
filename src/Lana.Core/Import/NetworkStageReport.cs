namespace Lana.Import;

/// <summary>What a <see cref="NetworkSplit"/> made of one stage.</summary>
/// <param name="Name">The stage's name, for example <c>features.3</c>.</param>
/// <param name="Modules">The types of its modules, for example <c>Conv2d, BatchNorm2d, ReLU</c>.</param>
/// <param name="Input">The shape that reaches it, [C, H, W]; null after a stage that was refused.</param>
/// <param name="Output">The shape that it gives, [C, H, W]; null where that is unknown.</param>
/// <param name="Place">Where it went.</param>
/// <param name="Reason">Why, as a sentence's end, for example <c>it pools all positions into one</c>.</param>
public sealed record NetworkStageReport(
    string Name, string Modules, FeatureShape? Input, FeatureShape? Output, StagePlace Place, string Reason)
{
    /// <summary>How many operations of <see cref="Candidates.SearchSpace.Full"/> can take the place of the layer that
    /// begins here, the teacher's own not counted; 0 for everything that is no layer.</summary>
    public int Operations { get; init; }

    /// <summary>Whether a layer begins here that operations can replace.</summary>
    public bool IsReplaceable => Operations > 0;
}
