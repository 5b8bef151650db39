namespace Lana.Operators;

/// <summary>How a resize to the nearest place rounds its position, as ONNX names it.</summary>
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
