namespace Lana;

/// <summary>The values outside a map.</summary>
public enum PadMode
{
    /// <summary>A constant.</summary>
    Constant,

    /// <summary>The map mirrored at its border, which is not repeated.</summary>
    Reflect,

    /// <summary>The nearest value of the map.</summary>
    Edge,
}
