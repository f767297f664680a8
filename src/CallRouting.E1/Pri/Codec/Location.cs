namespace CallRouting.E1;

/// <summary>Where something was found out (Q.850 §2.2.3).</summary>
internal enum Location : byte
{
    User = 0,
    PrivateNetworkOfLocalUser = 1,
    PublicNetworkOfLocalUser = 2,
    TransitNetwork = 3,
    PublicNetworkOfRemoteUser = 4,
    PrivateNetworkOfRemoteUser = 5,
    InternationalNetwork = 7,
    BeyondInterworkingPoint = 10,
}
