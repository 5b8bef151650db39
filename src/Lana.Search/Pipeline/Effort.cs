namespace Lana.Pipeline;

/// <summary>The time that an acceleration may take: one choice instead of a dozen numbers.</summary>
public enum Effort
{
    /// <summary>A first impression: two epochs of fine-tuning, a short search.</summary>
    Quick,

    /// <summary>Five epochs of fine-tuning, and a search of about the same length.</summary>
    Balanced,

    /// <summary>Twenty epochs of fine-tuning, four of pre-training, a wide search.</summary>
    Thorough,
}
