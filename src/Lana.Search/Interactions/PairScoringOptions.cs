using System.ComponentModel.DataAnnotations;

namespace Lana.Interactions;

/// <summary>Which pairs of neighbouring layers are measured.</summary>
public sealed class PairScoringOptions
{
    /// <summary>Operations of each layer that are paired with those of the next, the teacher's own not counted; where
    /// the layer can disappear, that is paired besides.</summary>
    /// <value>Default 3; 1 to 1,000. The number of pairs grows with its square.</value>
    [Range(1, 1000)]
    public int OperationsPerLayer { get; set; } = 3;
}
