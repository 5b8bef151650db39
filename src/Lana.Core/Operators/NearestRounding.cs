namespace Lana.Operators;

/// <summary>The rounding of positions in a resize to the nearest position, with the names of ONNX.</summary>
public enum NearestRounding
{
    /// <summary>To the nearest; halves down.</summary>
    RoundPreferFloor,

    /// <summary>To the nearest; halves up.</summary>
    RoundPreferCeil,

    /// <summary>Down.</summary>
    Floor,

    /// <summary>Up.</summary>
    Ceil,
}
