namespace Lana.Pretraining;

/// <summary>The loss that compares an operation's output with the teacher's.</summary>
public enum PretrainingLoss
{
    /// <summary>‖t − s‖² / ‖t‖²: comparable between layers.</summary>
    Normalised,

    /// <summary>The mean of (t − s)² over all values: LANA's Eq. 2 up to a constant.</summary>
    Squared,
}
