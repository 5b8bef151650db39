namespace Lana.Scoring;

/// <summary>What a score a_ij measures when layer i alone is swapped for operation j.</summary>
public enum ScoreKind
{
    /// <summary>The change of the objective's loss on labelled images: LANA's own.</summary>
    LossChange,

    /// <summary>The Kullback-Leibler divergence from the teacher's output to the network's; needs no labels.</summary>
    Divergence,
}
